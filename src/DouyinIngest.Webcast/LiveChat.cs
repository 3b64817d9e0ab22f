using System.Globalization;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>Says lines in rooms without following them. Each line looks its room up, since a room id changes with every broadcast; who follows a room anyway uses <see cref="LiveRoomConnector.SendMessageAsync"/>.</summary>
public sealed class LiveChat : IDisposable
{
    private readonly LiveRoomServices _services;

    /// <param name="options">Cookie, signer, site and <see cref="LiveRoomOptions.Chat"/> are used.</param>
    public LiveChat(LiveRoomOptions options)
        : this(LiveRoomServices.Create(options))
    {
    }

    internal LiveChat(LiveRoomServices services) => _services = services;

    /// <summary>Says one line, see <see cref="IChatSender.SendAsync"/>.</summary>
    /// <param name="room">A live URL, its number, a short link, or the 19-digit room id of a broadcast.</param>
    /// <param name="text">The line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The text names no room; the message says what is accepted.</exception>
    public async Task<ChatSendResult> SendAsync(string room, string text, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(room);
        var number = room.Trim();
        if (number.Length == LiveUrl.RoomIdDigits && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var roomId))
        {
            return await _services.Chat.SendAsync(new ChatTarget("", roomId), text, cancellationToken);
        }

        var found = await _services.Rooms.GetAsync(room, cancellationToken);
        return found switch
        {
            { Card: null } => new ChatSendResult(Reason(found.Refusal), found.Detail),
            { Card: { IsLive: false, Status: var status } } => new ChatSendResult(ChatReason.RoomOffline, $"the room is {status}"),
            { Card: var card } => await _services.Chat.SendAsync(new ChatTarget(card.LiveId, card.RoomId), text, cancellationToken),
        };
    }

    /// <summary>Refuses what still waits.</summary>
    public void Dispose() => _services.Dispose();

    // The room could not be looked up, so nothing was written.
    private static ChatReason Reason(CloseReason refusal) => refusal switch
    {
        CloseReason.RoomNotFound => ChatReason.RoomNotFound,
        CloseReason.RoomOffline => ChatReason.RoomOffline,
        CloseReason.RateLimited => ChatReason.RateLimited,
        CloseReason.DeviceBlocked => ChatReason.Blocked,
        CloseReason.Forbidden => ChatReason.Forbidden,
        CloseReason.Tls => ChatReason.Tls,
        CloseReason.Network => ChatReason.Network,
        _ => ChatReason.Rejected,
    };
}
