using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ScreenShare.House.Tests;

public sealed class ShortIfTests
{
    private const int ColumnsMax = 140;

    [Fact]
    public void An_if_and_its_short_statement_stand_on_one_line_where_it_fits()
    {
        var broken = Repository.Sources("src", "tests")
            .SelectMany(path => Source.Root(path).DescendantNodes().OfType<IfStatementSyntax>())
            .Where(IsBrokenForNothing)
            .Select(Source.Place);

        Rule.AssertKept(broken, $"Join each with the line below it, its comment included; that fits in {ColumnsMax} columns:");
    }

    private static bool IsBrokenForNothing(IfStatementSyntax choice)
    {
        TextLineCollection lines = choice.SyntaxTree.GetText().Lines;
        int first = lines.IndexOf(choice.IfKeyword.SpanStart), closed = lines.IndexOf(choice.CloseParenToken.SpanStart);
        int begun = lines.IndexOf(choice.Statement.SpanStart), ended = lines.IndexOf(choice.Statement.Span.End);
        if (choice.Statement is BlockSyntax or IfStatementSyntax || first != closed || begun == closed || begun != ended) return false;
        bool saysSomethingBetween = choice.CloseParenToken.TrailingTrivia.Concat(choice.Statement.GetLeadingTrivia())
            .Any(trivia => trivia.ToString().Trim().Length > 0);
        return !saysSomethingBetween && lines[first].ToString().TrimEnd().Length + 1 + lines[begun].ToString().Trim().Length <= ColumnsMax;
    }
}
