using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>Something went wrong in a followed room.</summary>
/// <param name="Class">What it is about; decide by this.</param>
/// <param name="Reason">The same, exactly.</param>
/// <param name="Message">One line, such as <c>failed (2/5): DeviceBlocked, the upstream blocked this device (HTTP 200 in place of 101)</c>.</param>
/// <param name="Remedy">What can be done about it, one sentence.</param>
/// <param name="Final">The connector has given up; nothing comes after this.</param>
public sealed record LiveRoomError(LiveRoomErrorClass Class, CloseReason Reason, string Message, string Remedy, bool Final)
{
    internal static LiveRoomError Of(CloseReason reason, string message, bool final)
        => new(LiveRoomErrorClasses.Of(reason), reason, message, LiveRoomRemedies.For(reason), final);
}
