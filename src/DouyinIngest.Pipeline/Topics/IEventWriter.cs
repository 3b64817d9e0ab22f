using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Writes an event as the value of its record. Thread-safe; the buffer is the caller's.</summary>
internal interface IEventWriter
{
    /// <summary>The media type of the values.</summary>
    string ContentType { get; }

    /// <summary>Writes <paramref name="e"/>; what is returned lies in <paramref name="buffer"/> until its next use.</summary>
    ReadOnlySpan<byte> Write(in LiveEventView e, RoomKey room, RecordBuffer buffer);
}
