using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace ScreenShare.Frames.Tests;

/// <summary>Runs a test once for each <see cref="Content"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachContentAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Content>().Select(content => new TheoryDataRow<Content>(content))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
