namespace ScreenShare.Simulator.Checks;

/// <summary>A node has shown something that was not published. A bug of ours by definition: replay the seed.</summary>
public sealed class SafetyViolationException(string message) : Exception(message);
