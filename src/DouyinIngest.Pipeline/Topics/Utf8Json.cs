using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// Writes JSON into memory that its caller knows to be large enough: a string of n bytes takes at most 6 n (a control character
/// becomes <c>\u00XX</c>), anything else is of bounded length.
/// </summary>
internal ref struct Utf8Json(Span<byte> buffer)
{
    private static readonly SearchValues<byte> MustEscape = SearchValues.Create(Escapes());

    private readonly Span<byte> _buffer = buffer;
    private int _written;

    public readonly int Written => _written;

    /// <summary>Copies bytes that are JSON already.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        json.CopyTo(_buffer[_written..]);
        _written += json.Length;
    }

    /// <summary>A 64-bit number in quotes, as protobuf's JSON has it.</summary>
    public void Quoted(long value)
    {
        _buffer[_written++] = (byte)'"';
        Number(value);
        _buffer[_written++] = (byte)'"';
    }

    public void Number(long value)
    {
        bool fits = value.TryFormat(_buffer[_written..], out int length, default, CultureInfo.InvariantCulture);
        Debug.Assert(fits, "the caller sized the buffer");
        _written += length;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>RFC 3339 in UTC with milliseconds, in quotes. The time must lie in the years 1970 to 9999.</summary>
    public void Time(long unixMilliseconds)
    {
        _buffer[_written++] = (byte)'"';
        // "O" is the fast way in: 2026-01-02T03:04:05.1230000Z; the last four digits are cut off.
        bool fits = DateTime.UnixEpoch.AddMilliseconds(unixMilliseconds).TryFormat(_buffer[_written..], out _, "O", CultureInfo.InvariantCulture);
        Debug.Assert(fits, "the caller sized the buffer");
        _written += "2026-01-02T03:04:05.123".Length;
        Raw("Z\""u8);
    }

    /// <summary>Text in quotes, escaped where JSON demands it; what is no UTF-8 becomes U+FFFD.</summary>
    public void Text(scoped ReadOnlySpan<byte> utf8)
    {
        _buffer[_written++] = (byte)'"';
        if (Utf8.IsValid(utf8))
        {
            Escaped(utf8);
        }
        else
        {
            Repaired(utf8);
        }

        _buffer[_written++] = (byte)'"';
    }

    private void Repaired(scoped ReadOnlySpan<byte> text)
    {
        Span<byte> one = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int consumed);
            Escaped(one[..rune.EncodeToUtf8(one)]);
            text = text[consumed..];
        }
    }

    private void Escaped(scoped ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int clean = text.IndexOfAny(MustEscape);
            if (clean < 0)
            {
                Raw(text);
                return;
            }

            Raw(text[..clean]);
            Escape(text[clean]);
            text = text[(clean + 1)..];
        }
    }

    private void Escape(byte value)
    {
        switch (value)
        {
            case (byte)'"': Raw("\\\""u8); break;
            case (byte)'\\': Raw("\\\\"u8); break;
            case (byte)'\n': Raw("\\n"u8); break;
            case (byte)'\r': Raw("\\r"u8); break;
            case (byte)'\t': Raw("\\t"u8); break;
            default:
                Raw("\\u00"u8);
                _buffer[_written++] = Hex(value >> 4);
                _buffer[_written++] = Hex(value & 15);
                break;
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private static byte[] Escapes()
    {
        byte[] set = new byte[34];
        for (byte b = 0; b < 32; b++)
        {
            set[b] = b;
        }

        set[32] = (byte)'"';
        set[33] = (byte)'\\';
        return set;
    }
}
