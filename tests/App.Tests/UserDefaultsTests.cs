using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.App.Tests;

public sealed class UserDefaultsTests
{
    private readonly RootCommand _root = KnownPrograms.Installed();

    [Fact]
    public void The_environment_wins_over_the_section_and_that_over_what_stands_before_any()
    {
        const string Text = "fps = 20\nport = 5000\nscale = 0.5\n[share]\nport = 5001\nscale = 0.6\n[view]\nport = 5002";

        Assert.Equal(
            ["--fps=20", "--scale=0.7", "--port=5001"],
            Arguments("share", Text, ("SCREENSHARE_SCALE", "0.7"), ("SCREENSHARE_QR", "")));
    }

    [Fact]
    public void What_is_given_needs_no_default() =>
        Assert.Empty(Defaults("fps = 20").For(Command("share"), "share", option => option.Name == "--fps"));

    [Fact]
    public void A_flag_is_set_or_not_and_a_list_may_come_again()
    {
        Assert.Equal(["--no-pointer"], Arguments("share", "no-pointer = true\nqr = false"));
        Assert.Equal(["--block=192.0.2.7", "--block=192.0.2.8"], Arguments("view", "block = 192.0.2.7\nblock = 192.0.2.8"));
        Assert.Equal(["--block=192.0.2.7", "--block=192.0.2.8"], Arguments("view", "", ("SCREENSHARE_BLOCK", "192.0.2.7  192.0.2.8")));
    }

    [Fact]
    public void A_dash_in_a_name_is_an_underscore_in_a_variable() =>
        Assert.Equal(["--upload-limit=2M"], Arguments("watch", "", ("SCREENSHARE_UPLOAD_LIMIT", "2M")));

    [Fact]
    public void A_value_that_begins_like_an_option_is_a_value()
    {
        string[] arguments = Arguments("share", "title = --fps=3");

        ParseResult parsed = _root.Parse(["share", .. arguments]);
        Assert.Empty(parsed.Errors);
        Assert.Equal("--fps=3", parsed.GetValue<string?>("--title"));
    }

    [Fact]
    public void What_only_one_run_may_be_told_is_not_looked_for() => Assert.Empty(Arguments("share", "", ("SCREENSHARE_JSON", "true")));

    [Fact]
    public void A_bad_variable_is_named()
    {
        StartupException refused = Assert.Throws<StartupException>(() => Arguments("share", "", ("SCREENSHARE_FPS", "0")));

        Assert.Equal("SCREENSHARE_FPS: 0: give a whole number from 1 to 60.", refused.Message);
    }

    [Fact]
    public void A_complaint_about_an_option_that_nobody_typed_says_where_it_is_set()
    {
        IReadOnlyList<DefaultValue> defaults = Defaults("fps = 20\nport = 5000").For(Command("share"), "share", _ => false);
        IReadOnlyList<DefaultValue> window = Defaults("source = window:Editor").For(Command("share"), "share", _ => false);

        Assert.Equal("use another --port (--port 5000 comes from the file, line 2)", DefaultOrigin.Told("use another --port", defaults));
        Assert.Equal(
            "there is no window 'Editor' (--source window:Editor comes from the file, line 1)",
            DefaultOrigin.Told("there is no window 'Editor'", window));
        Assert.Equal("use another --port-range", DefaultOrigin.Told("use another --port-range", defaults));
    }

    [Theory]
    [InlineData("fpss = 20", "line 1: there is no option fpss; did you mean fps?")]
    [InlineData("\nfps = 0", "line 2: fps 0: give a whole number from 1 to 60.")]
    [InlineData("--fps = 20", "line 1: there is no option --fps; did you mean fps?")]
    [InlineData("[vew]\nport = 1", "line 2: there is no command vew; did you mean view?")]
    [InlineData("[view]\nfps = 1", "line 2: view has no option fps; share and demo have it.")]
    [InlineData("[view]\nport = x", "line 2: port x: give a whole number from 0 to 65535.")]
    [InlineData("json = true", "line 1: json cannot be a default: give --json to each run that needs it.")]
    [InlineData("help = true", "line 1: there is no option help.")]
    [InlineData("qr = maybe", "line 1: qr maybe: give true or false.")]
    [InlineData("fps = 1\n[share]\nfps = 2\nfps = 3", "line 4: fps is set in line 3 already.")]
    public void Every_line_of_the_file_is_checked(string text, string complaint)
    {
        StartupException refused = Assert.Throws<StartupException>(() => Check(_root, ScreenShareProgram.Names, text));

        Assert.StartsWith($"the file, {complaint}", refused.Message);
    }

    [Fact]
    public void A_program_of_the_repository_leaves_out_what_is_for_the_others()
    {
        (RootCommand root, ProgramNames names) = KnownPrograms.All().Single(program => program.Names == KnownPrograms.Broadcaster);

        Check(root, names, "page-port = 8080\n[view]\nnonsense = 1");
        Assert.Throws<StartupException>(() => Check(root, names, "[share]\nnonsense = 1"));
        Assert.Throws<StartupException>(() => Check(root, names, "[shar]\nfps = 1"));
    }

    private static void Check(RootCommand root, ProgramNames names, string text) => new ConfigCheck(root, names, FileOf(text)).Run();

    private static ConfigFile FileOf(string text)
    {
        Assert.True(ConfigText.TryParse(text, out IReadOnlyList<ConfigEntry> entries, out _));
        return new ConfigFile("the file", entries, IsThere: true);
    }

    private Command Command(string name) => _root.Subcommands.Single(command => command.Name == name);

    private UserDefaults Defaults(string text, params (string Name, string Value)[] environment) =>
        new(_root, FileOf(text), name => environment.FirstOrDefault(set => set.Name == name).Value);

    private string[] Arguments(string command, string text, params (string Name, string Value)[] environment) =>
        [.. Defaults(text, environment).For(Command(command), command, _ => false).SelectMany(value => value.Arguments())];
}
