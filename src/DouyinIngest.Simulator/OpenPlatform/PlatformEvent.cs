using System.Text.Json.Nodes;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>One event that was made.</summary>
/// <param name="RoomId">The broadcast.</param>
/// <param name="Type">Its message type.</param>
/// <param name="MsgId">The platform's id of it.</param>
/// <param name="Count">Pieces of a gift, taps of a like; 0 else.</param>
/// <param name="ValueFen">What a gift cost, in 1/100 yuan; 0 else.</param>
/// <param name="Json">As it is pushed.</param>
internal sealed record PlatformEvent(long RoomId, string Type, string MsgId, long Count, long ValueFen, JsonObject Json);
