namespace ScreenShare.Swarm.Node;

/// <summary>When a node is to be woken if nothing arrives before, and for what.</summary>
public readonly record struct Deadline(Instant At, NodeTimer Timer);
