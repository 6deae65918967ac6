namespace ScreenShare.Viewer.Console;

/// <summary>How pictures are written to standard output for another program.</summary>
internal enum PipeFormat
{
    /// <summary>No pictures on standard output.</summary>
    None = 0,

    /// <summary>A binary PPM (P6) a frame: every picture says its size.</summary>
    Ppm,

    /// <summary>Rows of BGRA, top to bottom, nothing else.</summary>
    Raw,
}
