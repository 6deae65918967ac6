namespace ScreenShare.Simulator.Distribution;

/// <summary>What a node has sent and received, in bytes of its streams; packet headers are not in it.</summary>
/// <param name="DataSent">Of chunks alone.</param>
/// <param name="DataReceived">Of chunks alone, duplicates included.</param>
/// <param name="DuplicatesReceived">Of chunks that were there already.</param>
/// <param name="AllSent">Chunks, their message headers, and all other messages.</param>
public readonly record struct NodeBytes(long DataSent, long DataReceived, long DuplicatesReceived, long AllSent)
{
    public static NodeBytes operator -(NodeBytes left, NodeBytes right) => new(
        left.DataSent - right.DataSent,
        left.DataReceived - right.DataReceived,
        left.DuplicatesReceived - right.DuplicatesReceived,
        left.AllSent - right.AllSent);

    public static NodeBytes operator +(NodeBytes left, NodeBytes right) => new(
        left.DataSent + right.DataSent,
        left.DataReceived + right.DataReceived,
        left.DuplicatesReceived + right.DuplicatesReceived,
        left.AllSent + right.AllSent);
}
