using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ScreenShare.House.Tests;

/// <summary>A file holds one idea, a method fits on a screen, and so does a line.</summary>
public sealed class SourceLimitTests
{
    private const int FileLinesMax = 300;
    private const int MethodLinesMax = 60;
    private const int ColumnsMax = 140;

    private static readonly string[] Code = ["*.cs", "*.csproj", "*.props", "*.targets", "*.js", "*.css", "*.html"];

    [Fact]
    public void A_file_is_not_longer_than_one_idea_needs()
    {
        var longer = Repository.Sources("src", "tests")
            .Select(path => (path, Lines: Repository.Lines(path).Length))
            .Where(file => file.Lines > FileLinesMax)
            .Select(file => $"{file.path}: {file.Lines} lines");

        Rule.AssertKept(longer, $"Divide these by idea, each part named for what it does; {FileLinesMax} lines at most:");
    }

    [Fact]
    public void A_method_fits_on_a_screen()
    {
        var longer = Repository.Sources("src", "tests")
            .SelectMany(path => Methods(Source.Root(path)))
            .Where(method => method.Lines > MethodLinesMax)
            .Select(method => $"{method.Place}: {method.Lines} lines");

        Rule.AssertKept(longer, $"Give the steps of these methods names of their own; {MethodLinesMax} lines at most:");
    }

    [Fact]
    public void A_line_of_code_ends_before_the_edge()
    {
        var longer = from pattern in Code
                     from path in Repository.Files("src", pattern).Concat(Repository.Files("tests", pattern))
                     from line in Repository.Lines(path).Index()
                     where line.Item.Length > ColumnsMax
                     select $"{path}:{line.Index + 1}: {line.Item.Length} columns";

        Rule.AssertKept(longer, $"Break these lines; {ColumnsMax} columns at most:");
    }

    [Fact]
    public void A_line_of_prose_ends_before_the_edge()
    {
        var atTheTop = Directory.EnumerateFiles(Repository.Root, "*.md").Select(path => Path.GetRelativePath(Repository.Root, path));
        var longer = from path in Repository.Files("docs", "*.md").Concat(atTheTop)
                     from line in Prose.Lines(Repository.Lines(path))
                     where line.Columns > ColumnsMax
                     select $"{path}:{line.Number}: {line.Columns} columns";

        Rule.AssertKept(longer, $"Break these lines; {ColumnsMax} columns at most, but for tables, code and where a link leads:");
    }

    /// <summary>Without the attributes above and the comments between: what must be understood at once.</summary>
    private static IEnumerable<(string Place, int Lines)> Methods(SyntaxNode root)
    {
        GlobalStatementSyntax[] program = [.. root.ChildNodes().OfType<GlobalStatementSyntax>()
            .Where(part => part.Statement is not LocalFunctionStatementSyntax)];
        if (program.Length > 0) yield return (Source.Place(program[0]), Lines(root.SyntaxTree, program[0].SpanStart, program[^1].Span.End));
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (node is not (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax)) continue;
            int start = node.ChildNodesAndTokens().First(part => !part.IsKind(SyntaxKind.AttributeList)).SpanStart;
            yield return (Source.Place(node), Lines(root.SyntaxTree, start, node.Span.End));
        }
    }

    private static int Lines(SyntaxTree tree, int start, int end)
    {
        LinePositionSpan lines = tree.GetLineSpan(TextSpan.FromBounds(start, end)).Span;
        return lines.End.Line - lines.Start.Line + 1;
    }
}
