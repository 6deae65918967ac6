using ScreenShare.App;
using ScreenShare.CommandLine;

// Whatever the person's environment says: numbers are written one way, and ICU is not needed. Before anything is made text of.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
return await ProgramRun.RunAsync(ScreenShareProgram.Define(), ScreenShareProgram.Names, args);
