namespace DouyinIngest.Webcast.Recordings;

/// <summary>Makes a scrubbed copy of a recording.</summary>
public static class RecordingScrubber
{
    /// <summary>
    /// Writes to a new file what the recording holds, without names, ids and words of people. What of the recording can be read is copied; how it ended
    /// is in the result. The new file is its owner's alone, as recordings are.
    /// </summary>
    /// <exception cref="RecordingException">The first is no recording.</exception>
    /// <exception cref="IOException">The one cannot be read, or the other exists or cannot be written.</exception>
    public static ScrubResult Scrub(string path, string scrubbedPath)
    {
        using var from = RecordingFiles.Open(path);
        var reader = new RecordingReader(from, from.Name);
        using var to = RecordingFiles.Create(scrubbedPath);
        var writer = new RecordingWriter(to);
        var scrubber = new EntryScrubber();
        writer.Write(scrubber.Scrub(new Protos.Ingest.V1.RecordingEntry { Time = reader.StartTime, Start = reader.Start }));
        while (reader.Next() is { } entry)
        {
            writer.Write(scrubber.Scrub(entry));
        }

        return new ScrubResult(scrubber.Counts, writer.Bytes, reader.Tail, reader.TailWords);
    }
}
