using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScreenShare.House.Tests;

/// <summary>
/// What is known of a peer's standing requests is read by many types, and each part of it written by one: the one that the comment on
/// <c>PeerStanding</c> names.
/// </summary>
public sealed partial class OwnerTests
{
    private static readonly LogicModel Swarm = LogicModel.Swarm;
    private static readonly INamedTypeSymbol Standing = Swarm.Type("ScreenShare.Swarm.Peers.Sessions.PeerStanding");

    private static IPropertySymbol[] Parts { get; } = [.. Standing.GetMembers().OfType<IPropertySymbol>().Where(IsPart)];

    [Fact]
    public void Each_part_of_a_standing_names_its_writer()
    {
        Assert.NotEmpty(Parts);
        Rule.AssertKept(
            Parts.Where(part => Writer(part) is null).Select(part => part.Name),
            "Say in the comment on the property of PeerStanding who writes it: \"written by <c>Type</c>\":");
    }

    [Fact]
    public void Nobody_sets_a_part_from_outside()
    {
        var open = from part in Parts
                   from member in part.Type.GetMembers()
                   where member.DeclaredAccessibility != Accessibility.Private && IsOpen(member)
                   select $"{part.Type.Name}.{member.Name}";

        Rule.AssertKept(open, "Make these setters private and the fields too, and let a method say what has happened:");
    }

    [Fact]
    public void Only_its_writer_changes_a_part()
    {
        var others = from tree in Swarm.Trees
                     let model = Swarm.Of(tree)
                     from call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
                     let method = model.GetSymbolInfo(call).Symbol
                     let part = Parts.FirstOrDefault(part => SymbolEqualityComparer.Default.Equals(part.Type, method?.ContainingType))
                     where part is not null && Changes(method)
                     let caller = call.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.Text // calls are in types
                     where caller != Writer(part) && caller != part.Type.Name
                     select $"{Source.Place(call)}: {caller} calls {part.Type.Name}.{method!.Name}, which is {Writer(part)}'s to call";

        Rule.AssertKept(others, "Ask the writer to do it, or give the part to another writer:");
    }

    private static bool IsPart(IPropertySymbol property) =>
        property.Type.IsReferenceType
        && SymbolEqualityComparer.Default.Equals(property.Type.ContainingNamespace, Standing.ContainingNamespace);

    private static string? Writer(IPropertySymbol part) =>
        Written().Match(part.DeclaringSyntaxReferences[0].GetSyntax().GetLeadingTrivia().ToFullString()) is { Success: true } found
            ? found.Groups[1].Value
            : null;

    private static bool IsOpen(ISymbol member) => member switch
    {
        IPropertySymbol property => property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: not Accessibility.Private },
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        _ => false,
    };

    /// <summary>What neither assigns nor calls anything is a question.</summary>
    private static bool Changes(ISymbol? method) =>
        method is not null && method.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().Any(
            node => node is AssignmentExpressionSyntax or InvocationExpressionSyntax
                or PostfixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" }
                or PrefixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" });

    [GeneratedRegex(@"written by <c>(\w+)</c>")]
    private static partial Regex Written();
}
