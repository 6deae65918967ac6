using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScreenShare.House.Tests;

/// <summary>Types use types of their own floor and of those below (docs/architecture.md, "Swarm: one node").</summary>
public sealed class FloorTests
{
    public static TheoryData<string> Logic => ["Swarm", "Frames"];

    [Theory]
    [MemberData(nameof(Logic))]
    public void Every_file_stands_on_a_floor(string project)
    {
        Floors floors = FloorsOf(project);

        var homeless = Repository.Sources($"src/{project}").Where(path => floors.Of(path) < 0);
        Rule.AssertKept(homeless, "Say on which floor these stand, in tests/House.Tests/Floors.cs and docs/architecture.md:");

        var inside = Repository.Sources($"src/{project}").Select(floors.Of).ToHashSet();
        var empty = floors.Lowest.Index().Where(floor => !inside.Contains(floor.Index)).Select(floor => string.Join(", ", floor.Item));
        Rule.AssertKept(empty, "Nothing stands on these floors: take them out of tests/House.Tests/Floors.cs:");
    }

    [Theory]
    [MemberData(nameof(Logic))]
    public void A_type_uses_nothing_of_a_floor_above_its_own(string project)
    {
        Floors floors = FloorsOf(project);

        Arrow[] up = [.. floors.Model.Trees.SelectMany(tree => Arrows(tree, floors))
            .Where(arrow => floors.Of(arrow.From) < floors.Of(arrow.To)).Distinct()];

        Rule.AssertKept(
            up.Where(arrow => !floors.Exceptions.Any(arrow.Is))
                .Select(arrow => $"{arrow.Place} names {arrow.Name} of {arrow.To}, above {floors.Name(floors.Of(arrow.From))}"),
            "Types use their own floor and those below (tests/House.Tests/Floors.cs). Move the type to where it is used, hand over what " +
            "it needs as an argument, or let the upper type ask. In a comment write <c>, not <see>:");
        Rule.AssertKept(
            floors.Exceptions.Where(exception => !up.Any(arrow => arrow.Is(exception)))
                .Select(exception => $"{exception.File} {exception.Uses}"),
            "These exceptions are needed no longer: delete them:");
    }

    /// <summary>Names of namespaces, too: a directive that nothing needs points up just as well.</summary>
    [Theory]
    [MemberData(nameof(Logic))]
    public void A_directive_names_no_folder_above(string project)
    {
        Floors floors = FloorsOf(project);

        var up = floors.Model.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>())
            .Select(directive => (directive, Folder: FolderOf(directive, project)))
            .Where(use => use.Folder is { } folder && floors.Of($"src/{project}/{folder}/_") > floors.Of(use.directive.SyntaxTree.FilePath))
            .Select(use => $"{Source.Place(use.directive)} {use.directive}");
        Rule.AssertKept(up, "Delete these directives, and what needs them:");
    }

    private static Floors FloorsOf(string project) => project == "Swarm" ? Floors.Swarm : Floors.Frames;

    private static string? FolderOf(UsingDirectiveSyntax directive, string project)
    {
        string space = $"ScreenShare.{project}.";
        string name = directive.NamespaceOrType.ToString();
        return name.StartsWith(space, StringComparison.Ordinal) ? name[space.Length..].Replace('.', '/') : null;
    }

    /// <summary>A member's name stands for its type: who calls it uses the type, named or not.</summary>
    private static IEnumerable<Arrow> Arrows(SyntaxTree tree, Floors floors)
    {
        SemanticModel model = floors.Model.Of(tree);
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
            ITypeSymbol? type = symbol as ITypeSymbol ?? symbol?.ContainingType;
            foreach (SyntaxReference declared in type?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
                yield return new Arrow(Source.Place(name), tree.FilePath, declared.SyntaxTree.FilePath, name.ToString());
        }
    }

    private sealed record Arrow(string Place, string From, string To, string Name)
    {
        public bool Is((string File, string Uses, string Why) exception) => From.EndsWith(exception.File) && To.EndsWith(exception.Uses);
    }
}
