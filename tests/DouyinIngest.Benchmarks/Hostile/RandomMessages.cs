using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>Random but valid messages of any generated type: every field has its chance, nested ones to a depth of four.</summary>
internal sealed class RandomMessages(Random random)
{
    private const int MostDepth = 4;

    private static readonly string[] Words = ["", "x", "云端的猫", "🌊", "a*b", "敏***", "粉丝团", "hello room", "0", "[表情]", new('长', 90)];

    private static readonly long[] Numbers = [0, 1, 2, 3, 9, 111111, 685, 1_777_000_000, 1_777_000_000_123, -1, int.MaxValue, long.MaxValue, long.MinValue];

    /// <summary>
    /// The bytes of one message; now and then of two behind each other, which protobuf defines as their merge, and with fields that
    /// the schema does not know.
    /// </summary>
    public byte[] Bytes(MessageDescriptor type)
    {
        var bytes = Next(type, 0).ToByteArray();
        if (random.Next(4) == 0)
        {
            bytes = [.. bytes, .. Unknown(), .. Next(type, 0).ToByteArray()];
        }

        return bytes;
    }

    private IMessage Next(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom([]);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.IsMap || random.Next(Chance(field, depth)) != 0 || (field.FieldType == FieldType.Message && depth >= MostDepth))
            {
                continue;
            }

            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    list.Add(Value(field, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }

        return message;
    }

    // The first levels are nearly full, so that what the events need is there; a User in the depth gets a few of its 200 fields.
    private static int Chance(FieldDescriptor field, int depth) => field.ContainingType.Fields.InDeclarationOrder().Count > 40 ? 4 + (8 * depth / 2) : 2;

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Words[random.Next(Words.Length)],
        FieldType.Bytes => ByteString.CopyFrom(Noise()),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Int32 => (int)Number(),
        FieldType.Int64 => Number(),
        FieldType.UInt64 => (ulong)Number(),
        FieldType.Float => (float)random.NextDouble(),
        FieldType.Message => Next(field.MessageType, depth + 1),
        _ => throw new NotSupportedException($"No random value for {field.FullName}."),
    };

    private long Number() => random.Next(3) == 0 ? random.NextInt64() : Numbers[random.Next(Numbers.Length)];

    private byte[] Noise()
    {
        var noise = new byte[random.Next(12)];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>Field numbers that no type uses, in each wire form.</summary>
    private byte[] Unknown()
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(6001, WireFormat.WireType.Varint);
            output.WriteUInt64((ulong)random.NextInt64());
            output.WriteTag(6002, WireFormat.WireType.Fixed32);
            output.WriteFixed32((uint)random.Next());
            output.WriteTag(6003, WireFormat.WireType.Fixed64);
            output.WriteFixed64((ulong)random.NextInt64());
            output.WriteTag(536_870_911, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(Noise()));
        }

        return stream.ToArray();
    }
}
