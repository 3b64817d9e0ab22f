using DouyinIngest.Pipeline.Push;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Sockets;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Push;

public sealed class PushRouteTests
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private readonly OwnerView _view = new();

    public static TheoryData<bool, bool, string?, string?, string> Cases() => new()
    {
        { true, false, "Push", "pod-b 10.0.0.2:9470", "Here" },
        { true, true, null, null, "Here" },
        { false, true, "Push", "pod-b 10.0.0.2:9470", "Misdirected" },
        { false, false, null, null, "Unknown" },
        { false, false, "Hybrid", "pod-b 10.0.0.2:9470", "NotPushed" },
        { false, false, "Websocket", null, "NotPushed" },
        { false, false, "Push", null, "NotYet" },
        { false, false, "Push", "pod-a 10.0.0.1:9470", "NotYet" },
        { false, false, "Push", "pod-b ", "NotYet" },
        { false, false, "Push", "pod-b 10.0.0.2:9470", "Forward" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Table(bool here, bool forwarded, string? transport, string? owner, string expected)
    {
        var claim = owner?.Split(' ');
        var route = PushRoute.Of(here, forwarded, transport is null ? null : Enum.Parse<RoomTransport>(transport), claim is null ? null : new PushOwner(claim[0], claim[1]), "pod-a");

        Assert.Equal(expected, route.Kind.ToString());
        Assert.Equal(route.Kind == PushRouteKind.Forward ? "10.0.0.2:9470" : "", route.Address);
    }

    [Fact]
    public void View_Records_TellOwnersAndBroadcasts()
    {
        _view.Add(4, "_owner"u8.ToArray(), new OwnerClaim { Instance = "pod-a", PushAddress = "10.0.0.1:9470" }.ToByteArray());
        _view.Add(4, "_owner"u8.ToArray(), new OwnerClaim { Instance = "pod-b", PushAddress = "10.0.0.2:9470" }.ToByteArray());
        _view.Add(4, "732001"u8.ToArray(), new RoomCheckpoint { Version = 1, RoomId = RoomId, Cursor = "c" }.ToByteArray());
        _view.Add(4, "_lingering-x"u8.ToArray(), [1, 2, 3]);
        _view.Add(4, null, null);

        Assert.Equal(new PushOwner("pod-b", "10.0.0.2:9470"), _view.OwnerOf(4));
        Assert.Null(_view.OwnerOf(5));
        Assert.Equal("732001", _view.LiveIdOf(RoomId));
    }

    [Fact]
    public void View_NextBroadcastOrTombstone_ForgetsTheOldOne()
    {
        _view.Add(0, "732001"u8.ToArray(), new RoomCheckpoint { RoomId = RoomId }.ToByteArray());
        _view.Add(0, "732001"u8.ToArray(), new RoomCheckpoint { RoomId = RoomId + 1 }.ToByteArray());
        Assert.Null(_view.LiveIdOf(RoomId));
        Assert.Equal("732001", _view.LiveIdOf(RoomId + 1));

        _view.Add(0, "732001"u8.ToArray(), null);
        Assert.Null(_view.LiveIdOf(RoomId + 1));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x08, 0x01 })]
    public void Peek_NoBroadcastInIt_IsNone(byte[] value) => Assert.Equal(0, CheckpointPeek.RoomId(value));

    [Fact]
    public void View_Nonsense_ChangesNothing()
    {
        _view.Add(1, "_owner"u8.ToArray(), [0xFF, 0xFF]);
        Assert.Null(_view.OwnerOf(1));
    }
}
