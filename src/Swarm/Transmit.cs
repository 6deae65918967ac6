namespace ScreenShare.Swarm;

/// <summary>A batch that is to be sent, and whom to.</summary>
/// <param name="Bytes">Of the batch, above 0.</param>
/// <param name="MessageBytes">
/// Of these, what comes before the first piece; 0 to <paramref name="Bytes"/>. A long message, a large frame's index, is of use only whole,
/// and all that follows waits for it: a transport should not let what goes to others pass between its parts.
/// </param>
public readonly record struct Transmit(ConnectionId Connection, int Bytes, int MessageBytes);
