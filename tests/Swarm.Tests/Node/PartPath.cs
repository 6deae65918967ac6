using System.Collections;
using System.Reflection;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>
/// The way from a node's parts to one field of one of them, such as <c>Stream.Session.Window._oldest</c>; <c>[0]</c> is the first of
/// several. What a test of invariants breaks is private, and no code of the node would break it.
/// </summary>
internal sealed class PartPath
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly List<object> _passed = [];
    private readonly Array? _array;
    private readonly FieldInfo? _field;
    private readonly object _owner;

    public PartPath(object parts, string path)
    {
        string[] steps = path.Replace("[0]", ".[0]").Split('.');
        object at = parts;
        _passed.Add(at);
        foreach (string step in steps[..^1])
            _passed.Add(at = Next(at, step));
        _owner = at;
        if (steps[^1] == "[0]") _array = (Array)at;
        else _field = FieldOf(at, steps[^1]);
    }

    /// <summary>All parts on the way, those of others first.</summary>
    public IEnumerable<Type> Types => _passed.Select(part => part.GetType());

    public object? Value
    {
        get => _field is null ? _array!.GetValue(0) : _field.GetValue(_owner); // it leads to one of the two
        set
        {
            if (_field is null) _array!.SetValue(value, 0);
            else _field.SetValue(_owner, value);
        }
    }

    private static object Next(object at, string step)
    {
        object? next = step == "[0]"
            ? at is IDictionary dictionary ? FirstOf(dictionary.Values) : FirstOf((IEnumerable)at)
            : FieldOf(at, step).GetValue(at);
        return next ?? throw new InvalidOperationException($"There is no {step} in {at.GetType().Name}.");
    }

    private static object? FirstOf(IEnumerable several)
    {
        foreach (object? one in several)
            return one;
        return null;
    }

    /// <summary>Of a property that one behind it; of a primary constructor's parameter what it was captured in.</summary>
    private static FieldInfo FieldOf(object owner, string name)
    {
        string[] names = [name, $"<{name}>k__BackingField", $"<{name}>P"];
        return names.Select(known => owner.GetType().GetField(known, Any)).FirstOrDefault(field => field is not null)
            ?? throw new InvalidOperationException($"{owner.GetType().Name} has no {name}.");
    }
}
