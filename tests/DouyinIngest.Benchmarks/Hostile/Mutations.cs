namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>Ways to spoil bytes.</summary>
internal static class Mutations
{
    private const int NestingDepth = 10_000;

    /// <summary>How many kinds of mutation there are.</summary>
    public const int Kinds = 9;

    /// <summary>A spoilt copy.</summary>
    public static byte[] Apply(int kind, byte[] bytes, Random random)
    {
        var copy = (byte[])bytes.Clone();
        var at = copy.Length == 0 ? 0 : random.Next(copy.Length);
        switch (kind)
        {
            case 0: // flipped bits
                for (var i = random.Next(1, 9); i > 0 && copy.Length > 0; i--)
                {
                    copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
                }

                return copy;
            case 1: // cut
                return copy[..at];
            case 2: // another wire type
                if (copy.Length > 0)
                {
                    copy[at] = (byte)((copy[at] & 0xf8) | random.Next(8));
                }

                return copy;
            case 3: // deep nesting, as messages and as groups
                return [.. copy[..at], .. Nested(random.Next(2) == 0), .. copy[at..]];
            case 4: // varint without an end
                return [.. copy[..at], .. Enumerable.Repeat((byte)0xff, random.Next(9, 12)), .. copy[at..]];
            case 5: // splice with itself
                var other = copy.Length == 0 ? 0 : random.Next(copy.Length);
                return [.. copy[..at], .. copy[other..]];
            case 6: // a length that lies
                return [.. copy[..at], 0x12, 0xff, 0xff, 0xff, 0xff, (byte)random.Next(16), .. copy[at..]];
            case 7: // noise
                var noise = new byte[random.Next(64)];
                random.NextBytes(noise);
                return [.. copy[..at], .. noise, .. copy[at..]];
            default: // zeros, the field number that does not exist
                return [.. copy[..at], .. new byte[random.Next(1, 16)], .. copy[at..]];
        }
    }

    private static byte[] Nested(bool groups)
    {
        if (groups)
        {
            return [.. Enumerable.Repeat((byte)0x0b, NestingDepth)];
        }

        // Each level is field 2 with a length; built from the inside, lengths as varints of three bytes.
        var bytes = new byte[NestingDepth * 4];
        for (var i = 0; i < NestingDepth; i++)
        {
            var length = (NestingDepth - 1 - i) * 4;
            bytes[i * 4] = 0x12;
            bytes[(i * 4) + 1] = (byte)(length | 0x80);
            bytes[(i * 4) + 2] = (byte)((length >> 7) | 0x80);
            bytes[(i * 4) + 3] = (byte)(length >> 14);
        }

        return bytes;
    }
}
