namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>One thing on the drawn desktop. All it shows is a pure function of (size, seed, frame number).</summary>
internal interface ILayer
{
    /// <summary>Where it is at a frame, its shadow included.</summary>
    Area ExtentAt(long frame);

    /// <summary>What of it hides everything below.</summary>
    Area OpaqueAt(long frame);

    /// <summary>Adds all areas where it looks different from one frame earlier.</summary>
    void AddChanges(long frame, List<Area> changes);

    /// <param name="brush">Clipped to <see cref="ExtentAt"/> or a part of it.</param>
    void Paint(Brush brush, long frame);
}
