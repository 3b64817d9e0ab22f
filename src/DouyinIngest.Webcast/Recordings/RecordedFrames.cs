using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>A frame as an entry.</summary>
internal static class RecordedFrames
{
    public static RecordingEntry Entry(ReadOnlySpan<byte> bytes) => bytes.Length <= RecordingFormat.MaxFrameBytes
        ? new RecordingEntry { Frame = new RecordedFrame { Data = ByteString.CopyFrom(bytes) } }
        : Omitted(bytes.Length, "too large to be recorded");

    public static RecordingEntry Omitted(int bytes, string why) => new() { Omitted = new OmittedFrame { Bytes = bytes, Why = why } };
}
