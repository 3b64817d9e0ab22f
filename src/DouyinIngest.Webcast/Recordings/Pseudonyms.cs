using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>
/// Stand-ins for what names a person: the same for the same original all through one recording, so that repeats, combos and replies still fit together,
/// and told by a key that is made anew each time and kept nowhere, so that nobody can try out ids until one fits.
/// </summary>
internal sealed class Pseudonyms
{
    /// <summary>Ids shorter than this get longer: there would be too few to tell them apart.</summary>
    private const int LeastDigits = 15;

    private const int MostDigits = 19;

    /// <summary>The id that stands for everybody whom the upstream masks; it names nobody.</summary>
    private const long MaskedId = 111111;

    private static ReadOnlySpan<byte> Letters => "abcdefghijklmnopqrstuvwxyz234567"u8;

    private readonly byte[] _key;

    public Pseudonyms()
        : this(RandomNumberGenerator.GetBytes(32))
    {
    }

    /// <param name="key">Kept nowhere but here.</param>
    internal Pseudonyms(byte[] key) => _key = key;

    /// <summary>Another id, of as many digits; 0, the absent one, stays.</summary>
    public long Id(long id)
    {
        if (id is 0 or MaskedId)
        {
            return id;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, BitConverter.GetBytes(id), hash);
        var digits = Math.Clamp(Digits(id), LeastDigits, MostDigits);
        var least = (long)Math.Pow(10, digits - 1);
        var most = digits == MostDigits ? long.MaxValue : least * 10;
        return least + (long)(BitConverter.ToUInt64(hash) % (ulong)(most - least));
    }

    /// <summary>Other words, of as many bytes; the asterisks of a masked name stay. A long id in digits becomes the id that <see cref="Id"/> gives.</summary>
    public string Text(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        if (text.Length is >= LeastDigits and <= MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && text[0] != '0')
        {
            return Id(id).ToString(CultureInfo.InvariantCulture);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, [(byte)'t', .. bytes], hash);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = bytes[i] == (byte)'*' ? bytes[i] : Letters[hash[i % hash.Length] % Letters.Length];
        }

        return Encoding.ASCII.GetString(bytes);
    }

    private static int Digits(long id) => id == long.MinValue ? MostDigits : (int)Math.Floor(Math.Log10(Math.Abs((double)id))) + 1;
}
