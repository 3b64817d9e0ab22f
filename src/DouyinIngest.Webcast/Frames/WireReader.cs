using System.Runtime.CompilerServices;

namespace DouyinIngest.Webcast.Frames;

/// <summary>
/// Walks the fields of one protobuf message, as slices of the bytes it was given. Nothing is copied, nothing throws: bytes that are
/// no protobuf end the walk and set <see cref="Failed"/>. Groups (wire types 3 and 4) are refused: the upstream's schema is proto3,
/// which has none, so nesting costs no stack.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Wire type of a varint.</summary>
    public const uint VarintType = 0;

    /// <summary>Wire type of everything with a length: strings, bytes, messages, packed numbers.</summary>
    public const uint BytesType = 2;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Field number × 8 + wire type of the field just read: a known number with another wire type is an unknown field.</summary>
    public uint Tag { get; private set; }

    /// <summary>The value of a varint field.</summary>
    public ulong Varint { get; private set; }

    /// <summary>The value of a field with a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The bytes are no protobuf message.</summary>
    public bool Failed { get; private set; }

    /// <summary>Varint as int64.</summary>
    public readonly long Int64 => (long)Varint;

    /// <summary>Varint as int32: the lower half, as protobuf has it.</summary>
    public readonly int Int32 => (int)Varint;

    /// <summary>Reads the next field with its value; false at the end and on failure.</summary>
    public bool Next()
    {
        if (_position >= _bytes.Length || !TryVarint(out var tag))
        {
            return false;
        }

        if (tag is > uint.MaxValue or < 8)
        {
            Failed = true;
            return false;
        }

        Tag = (uint)tag;
        switch (Tag & 7)
        {
            case VarintType:
                if (TryVarint(out var value))
                {
                    Varint = value;
                    return true;
                }

                return false;
            case BytesType:
                return TryVarint(out var length) && TryTake(length);
            case 1:
                return TryTake(8);
            case 5:
                return TryTake(4);
            default:
                Failed = true;
                return false;
        }
    }

    private bool TryTake(ulong length)
    {
        if (length > (ulong)(_bytes.Length - _position))
        {
            Failed = true;
            return false;
        }

        Bytes = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryVarint(out ulong value)
    {
        // Nearly all tags and lengths take one byte or two.
        var rest = _bytes[_position..];
        if (rest.Length > 1)
        {
            uint low = rest[0];
            uint high = rest[1];
            if (low < 0x80)
            {
                value = low;
                _position++;
                return true;
            }

            if (high < 0x80)
            {
                value = (low & 0x7f) | (high << 7);
                _position += 2;
                return true;
            }
        }

        return TryLongVarint(out value);
    }

    private bool TryLongVarint(out ulong value)
    {
        value = 0;
        var rest = _bytes[_position..];
        for (var i = 0; i < rest.Length && i < 10; i++)
        {
            var part = rest[i];
            value |= (ulong)(part & 0x7f) << (7 * i);
            if (part < 0x80)
            {
                if (i == 9 && part > 1)
                {
                    break;
                }

                _position += i + 1;
                return true;
            }
        }

        Failed = true;
        value = 0;
        return false;
    }
}
