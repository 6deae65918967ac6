using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ScreenShare.House.Tests;

/// <summary>
/// What the names in the sources of Swarm or Frames mean. Sources and not the compiled assembly: constants, <c>nameof</c> and references
/// in comments leave no trace there.
/// </summary>
internal sealed class LogicModel
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>A partial method whose body a generator writes: log messages.</summary>
    private const string BodyIsGenerated = "CS8795";

    private readonly CSharpCompilation _compilation;

    private LogicModel(string project)
    {
        Trees = [.. Repository.Sources($"src/{project}").Select(Source.Tree)];
        SyntaxTree usings = CSharpSyntaxTree.ParseText(Usings, (CSharpParseOptions)Trees[0].Options);
        _compilation = CSharpCompilation.Create(
            $"ScreenShare.{project}",
            [usings, .. Trees],
            Platform(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        string[] errors = [.. _compilation.GetDiagnostics()
            .Where(found => found.Severity == DiagnosticSeverity.Error && found.Id != BodyIsGenerated).Select(found => found.ToString())];
        Rule.AssertKept(errors, $"The tests do not understand {project}, and would see too little of it:");
    }

    public static LogicModel Swarm { get; } = new("Swarm");

    public static LogicModel Frames { get; } = new("Frames");

    public SyntaxTree[] Trees { get; }

    public SemanticModel Of(SyntaxTree tree) => _compilation.GetSemanticModel(tree);

    public INamedTypeSymbol Type(string name) =>
        _compilation.GetTypeByMetadataName(name) ?? throw new ArgumentException($"There is no type {name} any more: mend this test.");

    private static IEnumerable<MetadataReference> Platform() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator) // set by every host of .NET
        .Where(path => !Path.GetFileName(path).StartsWith("ScreenShare.", StringComparison.Ordinal))
        .Select(path => MetadataReference.CreateFromFile(path));
}
