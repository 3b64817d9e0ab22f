namespace DouyinIngest.Pipeline.Rooms;

/// <summary>The same fault in room after room: ours, not a room's. Ends the process.</summary>
internal sealed class RoomFaultException(string message, Exception inner) : Exception(message, inner);
