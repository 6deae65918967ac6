using System.Reflection;
using ScreenShare.Frames;
using ScreenShare.Swarm;

namespace ScreenShare.House.Tests;

/// <summary>The logic does not even name what it may not use: no field, parameter, result, local or base type.</summary>
public sealed class SignatureTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Where a banned type is named all the same, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["ChunkPool._gate: Lock"] = "shells give chunks back from whichever thread is done with them",
    };

    [Fact]
    public void The_logic_names_no_clock_socket_task_thread_or_lock()
    {
        Assert.True(BannedTypes.Count > 30, "src/BannedSymbols.txt has lost its types");
        Assembly[] logic = [typeof(Instant).Assembly, typeof(Picture).Assembly];
        string[] named = [.. logic.SelectMany(assembly => assembly.GetTypes()).SelectMany(Named)];

        Rule.AssertKept(
            named.Distinct().Where(name => !Exceptions.ContainsKey(name)),
            "The logic waits for nothing and owns nothing of the machine (src/BannedSymbols.txt says what to do instead):");
        Rule.AssertKept(Exceptions.Keys.Except(named), "These exceptions are needed no longer: delete them:");
    }

    private static IEnumerable<string> Named(Type type) =>
        from use in Uses(type)
        from part in Parts(use.Type)
        where BannedTypes.Contains(part)
        select $"{type.Name}{use.Member}: {part.Name}";

    private static IEnumerable<(string Member, Type Type)> Uses(Type type) =>
        UsesOfItself(type)
            .Concat(type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))
            .SelectMany(method => UsesOf(method).Select(use => ($".{method.Name}", use))));

    private static IEnumerable<(string Member, Type Type)> UsesOfItself(Type type)
    {
        if (type.BaseType is { } parent) yield return ("", parent);
        foreach (Type face in type.GetInterfaces()) yield return ("", face);
        foreach (CustomAttributeData attribute in type.GetCustomAttributesData()) yield return ("", attribute.AttributeType);
        foreach (FieldInfo field in type.GetFields(All)) yield return ($".{field.Name}", field.FieldType);
        foreach (PropertyInfo property in type.GetProperties(All)) yield return ($".{property.Name}", property.PropertyType);
        foreach (EventInfo occurs in type.GetEvents(All)) yield return ($".{occurs.Name}", occurs.EventHandlerType!); // all in C# have one
    }

    private static IEnumerable<Type> UsesOf(MethodBase method)
    {
        if (method is MethodInfo { ReturnType: var result }) yield return result;
        foreach (ParameterInfo parameter in method.GetParameters()) yield return parameter.ParameterType;
        foreach (Type argument in method.IsGenericMethodDefinition ? method.GetGenericArguments() : []) yield return argument;
        foreach (LocalVariableInfo local in method.GetMethodBody()?.LocalVariables ?? []) yield return local.LocalType;
    }

    /// <summary>What a type is made of: <c>Dictionary&lt;int, Task[]&gt;</c> names a task.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!); // as it has one
        if (type.IsGenericParameter) return type.GetGenericParameterConstraints().Where(limit => !limit.ContainsGenericParameters);
        if (!type.IsGenericType) return [type];
        return [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().Where(part => !part.IsGenericParameter).SelectMany(Parts)];
    }
}
