using System.Globalization;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary>
/// What <c>rooms</c> prints: a line for each, with enough of its link to know it by, and never the key: whoever looks over a shoulder could
/// watch.
/// </summary>
internal static class RoomListing
{
    /// <param name="all">The folder of all rooms.</param>
    /// <exception cref="StartupException">It cannot be looked into.</exception>
    public static void Write(TextWriter output, string all)
    {
        try
        {
            IReadOnlyList<RoomFolder> rooms = RoomFolder.In(all);
            if (rooms.Count == 0) output.WriteLine("There are no rooms; share --room NAME makes one.");
            int columns = rooms.Count == 0 ? 0 : rooms.Max(room => room.Name.ToString().Length);
            foreach (RoomFolder room in rooms)
                output.WriteLine(PrintableText.Of($"{room.Name.ToString().PadRight(columns)}  {Told(room)}"));
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StartupException($"The rooms in {all} cannot be looked at: {refused.Message}", refused);
        }
    }

    private static string Told(RoomFolder room)
    {
        try
        {
            (Swarm.Trust.BroadcasterKeys keys, long start) = HeldRoom.Read(room);
            using (keys)
            {
                string held = RoomLock.IsHeld(room.Path) ? $", in use now{HeldRoom.By(room)}" : "";
                return $"link btih:{keys.Public.Infohash.ToString()[..12]}…, {LastUse(start)}{held}";
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return wrong.Message;
        }
    }

    private static string LastUse(long start)
    {
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(start).ToLocalTime();
        return start == 0 ? "not used yet" : string.Create(CultureInfo.InvariantCulture, $"last begun {at:yyyy-MM-dd HH:mm}");
    }
}
