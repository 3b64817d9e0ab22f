namespace DouyinIngest.Webcast.Recordings;

/// <summary>A file is no recording, or none that this version reads. The message says what it is and what to do.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
