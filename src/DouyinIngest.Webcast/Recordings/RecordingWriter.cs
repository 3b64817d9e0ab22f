using System.Buffers.Binary;
using System.IO.Compression;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Appends entries to a stream. Each is handed over whole and at once, so that a crash costs at most the one being written.</summary>
internal sealed class RecordingWriter
{
    private readonly Stream _stream;
    private readonly MemoryStream _record = new();

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
        _record.SetLength(0);
        _record.Write(stackalloc byte[RecordingFormat.PrefixBytes]);
        _record.WriteByte((byte)RecordEncoding.Zlib);
        using (var zlib = new ZLibStream(_record, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(plain);
        }

        if (_record.Length >= RecordingFormat.PrefixBytes + 1 + plain.Length)
        {
            _record.SetLength(RecordingFormat.PrefixBytes);
            _record.Position = RecordingFormat.PrefixBytes;
            _record.WriteByte((byte)RecordEncoding.Plain);
            _record.Write(plain);
        }

        var record = _record.GetBuffer().AsSpan(0, (int)_record.Length);
        var body = record[RecordingFormat.PrefixBytes..];
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[sizeof(uint)..], RecordingFormat.Checksum(body));
        _stream.Write(record);
        _stream.Flush();
        Bytes += record.Length;
    }
}
