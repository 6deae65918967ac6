using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScreenShare.House.Tests;

/// <summary>A rule that nobody checks is a promise: each value that names a broken rule is raised somewhere.</summary>
public sealed class ViolationTests
{
    public static TheoryData<string> Rules => ["ProtocolViolation", "RecordViolation"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_that_has_a_name_is_checked(string rules)
    {
        var raised = Everything().OfType<MemberAccessExpressionSyntax>()
            .Where(access => IsOf(access.Expression, rules) && IsRaised(access))
            .Select(access => access.Name.Identifier.Text).ToHashSet();

        Rule.AssertKept(
            Values(rules).Except(raised).Select(value => $"{rules}.{value}"), "Raise these where the rule is broken, or delete them:");
    }

    /// <summary>All but zero, which says that no rule is known to be broken.</summary>
    private static IEnumerable<string> Values(string rules) =>
        Everything().OfType<EnumDeclarationSyntax>().Single(declared => declared.Identifier.Text == rules)
            .Members.Skip(1).Select(value => value.Identifier.Text);

    private static IEnumerable<SyntaxNode> Everything() =>
        Repository.Sources("src").SelectMany(path => Source.Root(path).DescendantNodes());

    private static bool IsOf(ExpressionSyntax type, string name) => type is IdentifierNameSyntax said && said.Identifier.Text == name;

    /// <summary>Given on, and not only compared with.</summary>
    private static bool IsRaised(MemberAccessExpressionSyntax value) =>
        !value.Ancestors().TakeWhile(node => node is not StatementSyntax).Any(node => node is PatternSyntax)
        && !value.Parent.IsKind(SyntaxKind.EqualsExpression) && !value.Parent.IsKind(SyntaxKind.NotEqualsExpression)
        && value.Parent is not CaseSwitchLabelSyntax;
}
