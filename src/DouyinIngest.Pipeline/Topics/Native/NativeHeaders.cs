using System.Text;

namespace DouyinIngest.Pipeline.Topics.Native;

/// <summary>Builds a record's headers in the library's memory. What is built belongs to the record that is sent with it.</summary>
internal static unsafe class NativeHeaders
{
    /// <summary>An empty list with room for <paramref name="count"/>.</summary>
    public static nint New(int count) => RdKafka.HeadersNew((nuint)count);

    public static void Add(nint headers, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        fixed (byte* n = name)
        {
            // A null pointer would be a null header; an empty value is an empty text.
            byte empty = 0;
            fixed (byte* v = value)
            {
                _ = RdKafka.HeaderAdd(headers, n, name.Length, v == null ? &empty : v, value.Length);
            }
        }
    }

    public static void Add(nint headers, ReadOnlySpan<byte> name, string value) => Add(headers, name, Encoding.UTF8.GetBytes(value));

    /// <summary>Frees headers that no record has taken; 0 is none.</summary>
    public static void Free(nint headers)
    {
        if (headers != 0)
        {
            RdKafka.HeadersDestroy(headers);
        }
    }
}
