using System.Globalization;
using System.Text.Json;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Webcast.Recordings;

namespace DouyinIngest.Cli.Recordings;

/// <summary>What the commands say about recordings.</summary>
internal static class RecordingWords
{
    /// <summary>Said before anything is recorded or replayed.</summary>
    public static string Warning(string file, bool scrubbed) => scrubbed
        ? $"{file}: scrubbed of names, ids and words of people; times and counts are kept, so whoever recorded the same room can still match them."
        : $"{file}: holds names, ids and words of people in the room. Keep it to yourself; before you pass it on: {CliApp.Name} record scrub {file} OUT";

    public static string Recorded(RoomRecorder recorder, bool json) => json
        ? JsonSerializer.Serialize(new { file = recorder.Path, frames = recorder.Frames, sessions = recorder.Sessions, bytes = recorder.Bytes, full = recorder.IsFull, scrubbed = recorder.Scrubbed }, JsonSerializerOptions.Web)
        : Text($"recorded {recorder.Frames} frames of {recorder.Sessions} sessions, {recorder.Bytes} bytes, in {recorder.Path}{Left(recorder.Scrubbed)}{(recorder.IsFull ? "; it is as large as it may get (--max-mib)" : "")}");

    public static string Scrubbed(string file, ScrubResult result, bool json) => json
        ? JsonSerializer.Serialize(new { file, bytes = result.Bytes, scrubbed = result.Counts, tail = result.Tail.ToString() }, JsonSerializerOptions.Web)
        : Text($"scrubbed {result.Counts.Frames} frames with {result.Counts.Messages} messages, {result.Bytes} bytes, in {file}{Left(result.Counts)}");

    public static string Replayed(RoomReplay replay, long events)
    {
        var skipped = replay.Skipped > 0 ? Text($", {replay.Skipped} frames behind the place where this version leaves a session were not played") : "";
        var omitted = replay.Omitted > 0 ? Text($", {replay.Omitted} frames are not in the file") : "";
        return Text($"replayed {replay.Frames} frames of {replay.Sessions} sessions, {events} events{skipped}{omitted}");
    }

    private static string Left(ScrubCounts? counts) => counts is { } left && left.OmittedFrames + left.OmittedMessages > 0
        ? Text($"; left out {left.OmittedFrames} frames and {left.OmittedMessages} messages that cannot be scrubbed")
        : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
