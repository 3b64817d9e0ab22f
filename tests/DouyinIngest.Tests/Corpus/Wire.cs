using System.IO.Compression;
using System.Text;

namespace DouyinIngest.Tests.Corpus;

/// <summary>Protobuf by hand, from field numbers: independent of the generated types and of the code under test.</summary>
internal static class Wire
{
    public static byte[] Int(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    public static byte[] Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Raw(int field, byte[] value) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)value.Length), .. value];

    public static byte[] Sub(int field, params byte[][] fields) => Raw(field, Join(fields));

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, level, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>Message: 1 method, 2 payload, 3 msg_id, 6 need_wrds_store, 7 wrds_version, 8 wrds_sub_key.</summary>
    public static byte[] Message(string method, long msgId, byte[] payload, params byte[][] more)
        => Sub(1, [Text(1, method), Raw(2, payload), Int(3, msgId), .. more]);

    /// <summary>PushFrame of type msg with its headers.</summary>
    public static byte[] Frame(byte[] payload, string? compress = "gzip", string type = "msg", ulong logId = 9, string? cursor = null) => Join(
        Int(1, 16),
        [0x10, .. Varint(logId)],
        Int(3, 8888),
        Int(4, 8),
        compress is null ? [] : Header("compress_type", compress),
        Header("im-internal_ext", "internal_src:pushserver|wss_msg_type:r"),
        cursor is null ? [] : Header("im-cursor", cursor),
        Text(6, "pb"),
        Text(7, type),
        Raw(8, payload));

    public static byte[] Header(string key, string value) => Sub(5, Text(1, key), Text(2, value));
}
