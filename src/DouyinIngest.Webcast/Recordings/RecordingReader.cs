using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>
/// Reads the entries of a recording one after the other. A file is untrusted: lengths are capped, checksums compared, and what cannot be read ends
/// it with <see cref="Tail"/> instead of an exception, once the head was right.
/// </summary>
internal sealed class RecordingReader
{
    private readonly Stream _stream;
    private readonly string _name;
    private bool _ended;

    /// <summary>Reads the head and the first entry. The stream stays the caller's.</summary>
    /// <param name="stream">The file, from its beginning.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="RecordingException">It is no recording, a newer version's, or its first entry cannot be read.</exception>
    public RecordingReader(Stream stream, string name)
    {
        _stream = stream;
        _name = name;
        ReadHead();
        if (Next() is not { WhatCase: RecordingEntry.WhatOneofCase.Start } first)
        {
            throw new RecordingException($"{_name}: the beginning of the recording is missing{(TailWords.Length > 0 ? $" ({TailWords})" : "")}; take another copy of the file.");
        }

        Start = first.Start;
        StartTime = first.Time;
    }

    public RecordingStart Start { get; }

    /// <summary>When it began, microseconds since the Unix epoch.</summary>
    public long StartTime { get; }

    public RecordingInfo Info => new(Start.LiveId, Start.RoomId, RecordingTimes.At(StartTime), Start.Scrubbed, Start.Program);

    public RecordingTail Tail { get; private set; }

    /// <summary>What there is to say about the end, for a person; empty where nothing is wrong.</summary>
    public string TailWords { get; private set; } = "";

    /// <summary>Where in the file the next record begins.</summary>
    public long Position { get; private set; }

    /// <summary>The next entry; null at the end, when <see cref="Tail"/> says how it ends.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public RecordingEntry? Next()
    {
        while (Tail == RecordingTail.Unread)
        {
            if (Body() is not { } body)
            {
                return null;
            }

            if (Parse(body) is not { } entry)
            {
                return End(RecordingTail.Damaged, "it is no entry of a recording");
            }

            Position += RecordingFormat.PrefixBytes + body.Length;
            _ended = entry.WhatCase == RecordingEntry.WhatOneofCase.End;
            if (entry.WhatCase != RecordingEntry.WhatOneofCase.None)
            {
                return entry;
            }

            // A kind that a later version added, and that does not matter to us.
        }

        return null;
    }

    private void ReadHead()
    {
        Span<byte> head = stackalloc byte[RecordingFormat.HeadBytes];
        var length = _stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head[..length].StartsWith(RecordingFormat.Magic))
        {
            throw new RecordingException(head.StartsWith("DYLREC"u8)
                ? $"{_name} was changed on its way: transferred as text, it seems. Transfer it as a binary file, or packed."
                : $"{_name} is no recording: it does not begin as one. Recordings are made with 'record'.");
        }

        if (length < head.Length)
        {
            throw new RecordingException($"{_name} ends within its head: nothing was recorded.");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (version != RecordingFormat.Version)
        {
            throw new RecordingException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_name} is a recording of version {version}; this program reads version {RecordingFormat.Version}. Take a newer program."));
        }

        Position = RecordingFormat.HeadBytes;
    }

    private byte[]? Body()
    {
        Span<byte> prefix = stackalloc byte[RecordingFormat.PrefixBytes];
        var length = _stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (length == 0)
        {
            End(_ended ? RecordingTail.Whole : RecordingTail.NotEnded, "");
            return null;
        }

        if (length < prefix.Length)
        {
            End(RecordingTail.HalfRecord, "");
            return null;
        }

        // Room that was taken for a record and never filled: so a power cut leaves the end of a file.
        if (!prefix.ContainsAnyExcept((byte)0))
        {
            End(RecordingTail.HalfRecord, "");
            return null;
        }

        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        if (claimed is 0 or > RecordingFormat.MaxRecordBytes)
        {
            End(RecordingTail.Damaged, string.Create(CultureInfo.InvariantCulture, $"it claims {claimed} bytes; 1 to {RecordingFormat.MaxRecordBytes} are possible"));
            return null;
        }

        var body = Read((int)claimed);
        if (body.Length < claimed)
        {
            End(RecordingTail.HalfRecord, "");
            return null;
        }

        if (RecordingFormat.Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(prefix[sizeof(uint)..]))
        {
            End(RecordingTail.Damaged, "its checksum does not match");
            return null;
        }

        return body;
    }

    // What a length claims is believed as far as bytes really come.
    private byte[] Read(int claimed)
    {
        const int step = 1 << 20;
        var body = new byte[Math.Min(claimed, step)];
        var length = 0;
        while (true)
        {
            length += _stream.ReadAtLeast(body.AsSpan(length), body.Length - length, throwOnEndOfStream: false);
            if (length < body.Length || length == claimed)
            {
                return body[..length];
            }

            Array.Resize(ref body, (int)Math.Min(claimed, body.Length * 2L));
        }
    }

    private static RecordingEntry? Parse(byte[] body)
    {
        try
        {
            return (RecordEncoding)body[0] switch
            {
                RecordEncoding.Plain => RecordingEntry.Parser.ParseFrom(body.AsSpan(1)),
                RecordEncoding.Zlib => Inflate(body) is { } plain ? RecordingEntry.Parser.ParseFrom(plain) : null,
                _ => null,
            };
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            return null;
        }
    }

    private static byte[]? Inflate(byte[] body)
    {
        using var zlib = new ZLibStream(new MemoryStream(body, 1, body.Length - 1), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[Math.Min(RecordingFormat.MaxRecordBytes, Math.Max(4096, body.Length * 4))];
        for (int read; (read = zlib.Read(buffer)) > 0;)
        {
            if (plain.Length + read > RecordingFormat.MaxRecordBytes)
            {
                return null;
            }

            plain.Write(buffer, 0, read);
        }

        return plain.ToArray();
    }

    private RecordingEntry? End(RecordingTail tail, string why)
    {
        Tail = tail;
        TailWords = string.Create(CultureInfo.InvariantCulture, $"{tail switch
        {
            RecordingTail.NotEnded => "the recorder was cut short; every record is whole",
            RecordingTail.HalfRecord => $"the recorder was cut short: the record at byte {Position} is not whole, everything before it is there",
            RecordingTail.Damaged => $"the record at byte {Position} is damaged ({why}); nothing behind it can be read",
            _ => "",
        }}");
        return null;
    }
}
