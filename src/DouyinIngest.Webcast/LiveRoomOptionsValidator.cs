using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Webcast;

/// <summary>Refuses options that could not work, all of them at once.</summary>
internal sealed class LiveRoomOptionsValidator : IValidateOptions<LiveRoomOptions>
{
    private const int MaxCapacity = 1_000_000;

    /// <exception cref="ArgumentException">Names every option that could not work.</exception>
    public static void ThrowIfInvalid(LiveRoomOptions options)
    {
        var errors = Errors(options);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LiveRoomOptions options)
        => Errors(options) is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;

    private static List<string> Errors(LiveRoomOptions options)
    {
        (string Setting, bool Allowed, string Accepted)[] checks =
        [
            (nameof(options.HeartbeatInterval), Between(options.HeartbeatInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)), $"between 00:00:00.1 and 00:10:00, not {options.HeartbeatInterval}"),
            (nameof(options.MaxRetries), options.MaxRetries >= 1, FormattableString.Invariant($"1 or more, not {options.MaxRetries}")),
            (nameof(options.RetryDelay), Between(options.RetryDelay, TimeSpan.Zero, TimeSpan.FromDays(1)), $"between 00:00:00 and 1.00:00:00, not {options.RetryDelay}"),
            (nameof(options.PollingInterval), options.PollingInterval >= TimeSpan.FromMilliseconds(100), $"00:00:00.1 or more, not {options.PollingInterval}"),
            (nameof(options.Transport), Enum.IsDefined(options.Transport) && options.Transport != RoomTransport.Push, "websocket, polling or hybrid"),
            ("Queue:Capacity", options.Queue.Capacity is >= 1 and <= MaxCapacity, FormattableString.Invariant($"between 1 and {MaxCapacity}, not {options.Queue.Capacity}")),
            ("Queue:DropOldest", options.Queue.DropOldest.All(k => Enum.IsDefined(k) && k != EventKind.None), "kinds of events: chat, gift, like, enter, follow, share, room"),
            (nameof(options.Profile), options.Profile is SocketProfile.PushV2 or SocketProfile.ImV1, $"{SocketProfile.PushV2} or {SocketProfile.ImV1}"),
            (nameof(options.SocketUrl), Is(options.SocketUrl, "ws", "wss"), "an absolute ws or wss URL"),
            (nameof(options.UpstreamUrl), Is(options.UpstreamUrl, "http", "https"), "an absolute http or https URL"),
            (nameof(options.SignerUrl), Is(options.SignerUrl, "http", "https"), "an absolute http or https URL"),
        ];
        return [.. checks.Where(static c => !c.Allowed).Select(static c => $"{LiveRoomOptions.SectionName}:{c.Setting} must be {c.Accepted}.")];
    }

    private static bool Between(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;

    private static bool Is(Uri? url, string scheme, string other)
        => url is null || (url.IsAbsoluteUri && (string.Equals(url.Scheme, scheme, StringComparison.Ordinal) || string.Equals(url.Scheme, other, StringComparison.Ordinal)));
}
