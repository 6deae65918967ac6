using ScreenShare.Broadcaster.Rooms;

namespace ScreenShare.Broadcaster.Tests.Rooms;

/// <summary>A folder for a test's rooms, gone with it.</summary>
internal sealed class RoomPlace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("screenshare-rooms-");

    public string All => Path.Combine(_folder.FullName, "screenshare", "rooms");

    public RoomFolder Room(string name)
    {
        Assert.True(RoomName.TryParse(name, out RoomName read, out string complaint), complaint);
        return new RoomFolder(All, read);
    }

    public Task<HeldRoom> TakeAsync(string name, bool withNewKey = false) =>
        HeldRoom.TakeAsync(Room(name), withNewKey, TimeProvider.System);

    /// <summary>A room that was used and left; its infohash and content key.</summary>
    public async Task<(string Infohash, string ContentKey)> MakeAsync(string name, bool withNewKey = false)
    {
        using HeldRoom room = await TakeAsync(name, withNewKey);
        return (room.Keys.Public.Infohash.ToString(), room.Keys.Content.ToLinkText());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
