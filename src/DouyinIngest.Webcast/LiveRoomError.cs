using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>Something went wrong in a followed room.</summary>
/// <param name="Message">One line, such as <c>failed (2/5): DeviceBlocked, HTTP 200 in place of 101</c>.</param>
/// <param name="Reason">The kind of trouble.</param>
/// <param name="Remedy">What can be done about it, one sentence.</param>
/// <param name="Final">The connector has given up.</param>
public sealed record LiveRoomError(string Message, CloseReason Reason, string Remedy, bool Final);
