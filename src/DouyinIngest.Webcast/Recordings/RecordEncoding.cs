namespace DouyinIngest.Webcast.Recordings;

/// <summary>How the rest of a record is kept: its first byte.</summary>
internal enum RecordEncoding : byte
{
    /// <summary>As it is: frames are compressed by the upstream already.</summary>
    Plain = 0,

    /// <summary>zlib (RFC 1950), where that makes it smaller.</summary>
    Zlib = 1,
}
