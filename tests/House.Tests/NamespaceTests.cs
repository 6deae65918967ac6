using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScreenShare.House.Tests;

public sealed class NamespaceTests
{
    [Fact]
    public void A_namespace_is_the_folder_and_stands_for_the_whole_file()
    {
        var others = Repository.Sources("src", "tests")
            .Select(path => (path, Wanted: Wanted(path), Found: Found(path)))
            .Where(file => file.Found != file.Wanted && DeclaresTypes(file.path))
            .Select(file => $"{file.path}: '{file.Found}', not '{file.Wanted}'");

        Rule.AssertKept(others, "A namespace is the path of its file, after 'namespace' and before ';':");
    }

    private static string Wanted(string path) => "ScreenShare." + Repository.Folder(path)[(path.IndexOf('/') + 1)..].Replace('/', '.');

    private static string Found(string path) =>
        string.Join(" and ", Source.Root(path).ChildNodes().OfType<BaseNamespaceDeclarationSyntax>()
            .Select(space => space is FileScopedNamespaceDeclarationSyntax ? space.Name.ToString() : $"{space.Name} {{}}"));

    /// <summary>The statements of a program and the attributes of an assembly are in no namespace.</summary>
    private static bool DeclaresTypes(string path) => Source.Root(path).DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Any();
}
