namespace ScreenShare.Swarm;

/// <summary>
/// How many watch, by the swarm's own telling, and of these how many are behind or have no picture yet. For information: one hostile node
/// can make it any number (docs/threat-model.md), so nothing is decided by it.
/// </summary>
public readonly record struct ViewerCount(int Viewers, int Behind, int Joining);
