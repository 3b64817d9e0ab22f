using System.Buffers.Binary;
using System.IO.Compression;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Appends entries to a stream. Each is handed over whole and at once, so that a crash costs at most the one being written.</summary>
internal sealed class RecordingWriter
{
    private readonly Stream _stream;

    /// <summary>Writes the file's head. The stream stays the caller's.</summary>
    /// <exception cref="IOException">The disk is full, or the like.</exception>
    public RecordingWriter(Stream stream)
    {
        _stream = stream;
        _stream.Write(RecordingFormat.Head());
        _stream.Flush();
        Bytes = RecordingFormat.HeadBytes;
    }

    /// <summary>How large the file is by now.</summary>
    public long Bytes { get; private set; }

    /// <summary>Appends one entry, at most <see cref="RecordingFormat.MaxRecordBytes"/> long.</summary>
    /// <exception cref="IOException">The disk is full, or the like; a part of the record may stand at the file's end.</exception>
    public void Write(RecordingEntry entry)
    {
        var plain = entry.ToByteArray();
        using var record = new MemoryStream(plain.Length + 64);
        record.Write(stackalloc byte[RecordingFormat.PrefixBytes]);
        record.WriteByte((byte)RecordEncoding.Zlib);
        using (var zlib = new ZLibStream(record, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(plain);
        }

        if (record.Length >= RecordingFormat.PrefixBytes + 1 + plain.Length)
        {
            record.SetLength(RecordingFormat.PrefixBytes);
            record.Position = RecordingFormat.PrefixBytes;
            record.WriteByte((byte)RecordEncoding.Plain);
            record.Write(plain);
        }

        var bytes = record.GetBuffer().AsSpan(0, (int)record.Length);
        var body = bytes[RecordingFormat.PrefixBytes..];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[sizeof(uint)..], RecordingFormat.Checksum(body));
        _stream.Write(bytes);
        _stream.Flush();
        Bytes += bytes.Length;
    }
}
