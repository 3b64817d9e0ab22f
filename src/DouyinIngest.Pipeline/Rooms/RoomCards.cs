using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// Publishes what the room API says of a broadcast, whenever that changed, as a derived room event. The event id is made of what is said,
/// so that every process gives the same; a state that comes back is the same event and is not published twice.
/// </summary>
internal sealed class RoomCards(IEventSink sink, IRoomListener listener, TimeProvider time)
{
    private readonly HashSet<string> _published = new(StringComparer.Ordinal);

    public void Publish(RoomCard card, Broadcast broadcast)
    {
        var id = EventId(broadcast.Room.RoomId, card);
        if (!broadcast.Wants(EventKind.Room) || _published.Contains(id))
        {
            return;
        }

        var now = time.GetUtcNow();
        var delivery = broadcast.Watermark.Add(now);
        var e = new LiveEventView
        {
            Kind = EventKind.Room,
            EventId = Encoding.UTF8.GetBytes(id),
            RoomId = broadcast.Room.RoomId,
            ReceivedTime = now.ToUnixTimeMilliseconds(),
            Derived = true,
            Online = card.Online,
            TotalViewers = -1,
            LikeTotal = card.LikeTotal,
            RoomStatus = card.Status,
            RoomSource = RoomSource.RoomInfo,
            Title = Encoding.UTF8.GetBytes(card.Title),
        };
        sink.Publish(e, broadcast.Room, delivery);
        _published.Add(id);
        listener.EventReceived((int)EventKind.Room);
        broadcast.Watermark.Seal(delivery);
    }

    /// <summary><c>&lt;room id&gt;-info-&lt;hash of status and title&gt;</c>.</summary>
    internal static string EventId(long roomId, RoomCard card)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)card.Status}\n{card.Title}")), hash);
        return string.Create(CultureInfo.InvariantCulture, $"{roomId}-info-{BinaryPrimitives.ReadUInt64BigEndian(hash):x16}");
    }
}
