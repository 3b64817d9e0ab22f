using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>A room cannot be followed, or no longer. The message says what happened and what can be done.</summary>
public sealed class LiveRoomException(CloseReason reason, string detail, Exception? inner = null)
    : Exception($"{Describe(reason, detail)}. {LiveRoomRemedies.For(reason)}", inner)
{
    /// <summary>What it is about; decide by this.</summary>
    public LiveRoomErrorClass Class => LiveRoomErrorClasses.Of(Reason);

    /// <summary>The same, exactly.</summary>
    public CloseReason Reason { get; } = reason;

    /// <summary>What was seen, one line; empty when the reason says all.</summary>
    public string Detail { get; } = detail;

    /// <summary>What can be done about it, one sentence.</summary>
    public string Remedy => LiveRoomRemedies.For(Reason);

    /// <summary>The reason, its words, and what was seen.</summary>
    internal static string Describe(CloseReason reason, string detail)
        => detail.Length > 0 ? $"{reason}, {CloseReasonWords.For(reason)} ({detail})" : $"{reason}, {CloseReasonWords.For(reason)}";
}
