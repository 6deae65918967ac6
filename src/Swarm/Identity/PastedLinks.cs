using System.Diagnostics.CodeAnalysis;

namespace ScreenShare.Swarm.Identity;

/// <summary>Finds the one join link in what a person has pasted, and says in plain words what is wrong when there is none.</summary>
internal static class PastedLinks
{
    private const string NoLink = "There is no link. Paste the one that the broadcaster shows; it begins with magnet:";

    private const string NotOurs =
        "This is not a join link: it does not begin with magnet:? Paste the link that the broadcaster shows.";

    /// <summary>No person pastes more at once, and looking for each costs the more the longer the text is.</summary>
    private const int BeginningsMax = 32;

    public static bool TryRead(string text, [NotNullWhen(true)] out JoinLink? link, out string error)
    {
        (link, error) = (null, "");
        if (text.Length > JoinLink.PastedCharsMax)
            error = $"This is too long to hold a link ({text.Length} characters, at most {JoinLink.PastedCharsMax}). Copy the link alone.";
        else if (IsBare(text)) return TryReadBare(text.Trim(), out link, out error);
        else
            link = Find(PastedText.Restore(text), out error);
        return link is not null;
    }

    // What is a link as it stands is taken as it stands: whatever its title looks like, there is nothing to be undone.
    private static bool TryReadBare(string text, [NotNullWhen(true)] out JoinLink? link, out string error)
    {
        JoinLinkReader reader = new();
        error = "";
        if (!reader.TryRead(text[LinkScheme.LengthIn(text)..], out link)) link = Find(PastedText.Restore(text), out error);
        return link is not null;
    }

    private static bool IsBare(string text)
    {
        ReadOnlySpan<char> link = text.AsSpan().Trim();
        return LinkScheme.LengthIn(link) > 0 && LinkEscaping.IsOnlyLinkCharacters(link);
    }

    private static JoinLink? Find(string text, out string error)
    {
        List<JoinLink> found = [];
        string? wrong = null;
        PastedLink? next = PastedLink.Find(text, 0);
        for (int beginnings = 0; next is not null && beginnings < BeginningsMax; beginnings++)
        {
            if (next.Link is { } link) found.Add(link);
            else wrong ??= next.Error;
            next = PastedLink.Find(text, next.End);
        }

        error = "";
        if (found.Count == 0)
        {
            bool isEmpty = !text.Any(char.IsLetterOrDigit);
            error = wrong ?? (isEmpty ? NoLink : NotOurs);
            return null;
        }

        // Beside a link that can be watched, one that cannot is of no interest: a torrent's, or one cut short for display.
        List<JoinLink> choice = found.Exists(IsForViewing) ? found.FindAll(IsForViewing) : found;
        if (choice.TrueForAll(link => SaysTheSame(link, choice[0]))) return choice[0];
        error = "These are links to different broadcasts. Paste one link at a time.";
        return null;
    }

    private static bool IsForViewing(JoinLink link) => link.ContentKey is not null;

    private static bool SaysTheSame(JoinLink one, JoinLink other) =>
        one.Infohash == other.Infohash && one.ContentKey?.ToLinkText() == other.ContentKey?.ToLinkText();
}
