using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ScreenShare.House.Tests;

/// <summary>Sources as trees of syntax, each parsed once.</summary>
internal static class Source
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);
    private static readonly ConcurrentDictionary<string, SyntaxTree> Trees = new();

    public static SyntaxTree Tree(string path) => Trees.GetOrAdd(path, Parse);

    public static SyntaxNode Root(string path) => Tree(path).GetRoot();

    /// <summary>A file and a line that an editor finds.</summary>
    public static string Place(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static SyntaxTree Parse(string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(Path.Combine(Repository.Root, path))), Options, path);
}
