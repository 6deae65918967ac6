using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;

namespace ScreenShare.Swarm.Tests.Download;

public sealed class EarlyPiecesTests
{
    private static readonly ConnectionId Alice = new(1);
    private static readonly ConnectionId Bob = new(2);

    private readonly EarlyPieces _early = new();

    [Fact]
    public void What_came_early_is_given_once_with_its_sender_and_copied()
    {
        byte[] data = [1, 2, 3];
        Assert.True(_early.Add(new FrameNumber(5), 7, data, Alice));
        Assert.True(_early.Add(new FrameNumber(5), 2, [4], Bob));
        Assert.True(_early.Add(new FrameNumber(6), 7, [5], Bob));
        data[0] = 99; // the buffer was borrowed

        IReadOnlyList<EarlyPiece> taken = _early.Take(new FrameNumber(5));

        Assert.Equal([(7, Alice), (2, Bob)], taken.Select(piece => (piece.Number, piece.From)));
        Assert.Equal([1, 2, 3], taken[0].Data);
        Assert.Empty(_early.Take(new FrameNumber(5)));
        Assert.Single(_early.Take(new FrameNumber(6)));
    }

    [Fact]
    public void The_first_of_two_for_the_same_chunk_is_kept()
    {
        Assert.True(_early.Add(new FrameNumber(5), 7, [1], Alice));

        Assert.False(_early.Add(new FrameNumber(5), 7, [2], Bob));

        Assert.Equal(Alice, Assert.Single(_early.Take(new FrameNumber(5))).From);
    }

    [Fact]
    public void No_more_is_kept_than_there_is_room_for_and_what_is_taken_makes_room()
    {
        byte[] quarter = new byte[(SwarmLimits.EarlyBytesMax / 4) - EarlyPieces.PieceBytes];
        for (int i = 0; i < 4; i++)
            Assert.True(_early.Add(new FrameNumber(5 + ((uint)i / 2)), i, quarter, Alice)); // two in frame 5, two in frame 6
        Assert.False(_early.Add(new FrameNumber(7), 0, [1], Bob));

        _early.Take(new FrameNumber(5));

        Assert.True(_early.Add(new FrameNumber(7), 0, quarter, Bob));
        Assert.True(_early.Add(new FrameNumber(7), 1, quarter, Bob));
        Assert.False(_early.Add(new FrameNumber(7), 2, [1], Bob));
    }

    [Fact]
    public void Pieces_of_a_byte_take_what_they_cost()
    {
        int kept = 0;
        while (_early.Add(new FrameNumber(5 + ((uint)kept / 100)), kept % 100, [1], Alice))
            kept++;

        Assert.Equal(SwarmLimits.EarlyBytesMax / (1 + EarlyPieces.PieceBytes), kept);
        _early.CheckInvariants();
    }

    [Fact]
    public void Frames_that_have_left_the_window_are_forgotten_and_make_room()
    {
        byte[] half = new byte[(SwarmLimits.EarlyBytesMax / 2) - EarlyPieces.PieceBytes];
        _early.Add(new FrameNumber(5), 0, half, Alice);
        _early.Add(new FrameNumber(7), 0, half, Alice);

        _early.ForgetBelow(new FrameNumber(7));

        Assert.Empty(_early.Take(new FrameNumber(5)));
        Assert.True(_early.Add(new FrameNumber(8), 0, half, Alice));
        Assert.Single(_early.Take(new FrameNumber(7)));
    }

    [Fact]
    public void Cleared_it_has_all_its_room()
    {
        byte[] all = new byte[SwarmLimits.EarlyBytesMax - EarlyPieces.PieceBytes];
        Assert.True(_early.Add(new FrameNumber(5), 0, all, Alice));

        _early.Clear();

        Assert.Empty(_early.Take(new FrameNumber(5)));
        Assert.True(_early.Add(new FrameNumber(5), 0, all, Alice));
    }
}
