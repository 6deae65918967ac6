namespace ScreenShare.Swarm.Wire;

/// <summary>What became of reading from a buffer that may hold only part of what is to be read.</summary>
public enum ReadOutcome
{
    /// <summary>The bytes break a rule, whatever follows them; the violation says which.</summary>
    Invalid = 0,

    /// <summary>Nothing wrong so far; ask again when more bytes are there.</summary>
    NeedMore,

    Complete,
}
