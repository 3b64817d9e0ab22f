using System.Buffers.Text;
using System.Text.Unicode;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// Writes event ids: the same for the same thing on every pod, transport, restart and replay. The id stands in a buffer of this
/// object until the next one is written.
/// </summary>
internal sealed class EventIdWriter
{
    /// <summary>Method and sub key of a sticky id; what is longer goes in as a hash.</summary>
    private const int MostText = 96;

    private readonly byte[] _buffer = new byte[2 * MostText + 64];
    private readonly int _prefix;
    private byte[]? _push;

    public EventIdWriter(long roomId)
    {
        Utf8Formatter.TryFormat(roomId, _buffer, out _prefix);
        _buffer[_prefix++] = (byte)'-';
    }

    /// <summary><c>&lt;room id&gt;-&lt;msg_id&gt;</c>.</summary>
    public ReadOnlySpan<byte> OfMessage(long msgId)
    {
        var at = _prefix;
        Number(ref at, msgId);
        return _buffer.AsSpan(0, at);
    }

    /// <summary><c>&lt;room id&gt;-&lt;method&gt;[_sub_key]-&lt;wrds_version&gt;</c>.</summary>
    public ReadOnlySpan<byte> OfState(scoped in MessageView message)
    {
        var at = _prefix;
        Words(ref at, message.Method);
        if (!message.WrdsSubKey.IsEmpty)
        {
            _buffer[at++] = (byte)'_';
            Words(ref at, message.WrdsSubKey);
        }

        _buffer[at++] = (byte)'-';
        Utf8Formatter.TryFormat(message.WrdsVersion, _buffer.AsSpan(at), out var written);
        return _buffer.AsSpan(0, at + written);
    }

    /// <summary>For messages without msg_id: <c>&lt;room id&gt;-&lt;method&gt;-&lt;server time&gt;-&lt;hash of the content&gt;</c>.</summary>
    public ReadOnlySpan<byte> OfContent(scoped in MessageView message, long serverTime)
    {
        var at = _prefix;
        Words(ref at, message.Method);
        _buffer[at++] = (byte)'-';
        Number(ref at, serverTime);
        _buffer[at++] = (byte)'-';
        Hex(ref at, Hash64.Of(message.Payload));
        return _buffer.AsSpan(0, at);
    }

    /// <summary>For a combo closed by time-out: <c>&lt;room id&gt;-combo-&lt;combo id&gt;-end-&lt;total&gt;</c>.</summary>
    public ReadOnlySpan<byte> OfComboEnd(ulong combo, long total)
    {
        var at = _prefix;
        Words(ref at, "combo-"u8);
        Hex(ref at, combo);
        Words(ref at, "-end-"u8);
        Number(ref at, total);
        return _buffer.AsSpan(0, at);
    }

    /// <summary>For what the Open Platform pushes: <c>op-&lt;room id&gt;-&lt;msg_id&gt;</c>; never the id of the same thing on a socket.</summary>
    public ReadOnlySpan<byte> OfPush(scoped ReadOnlySpan<byte> msgId)
    {
        var id = _push ??= new byte[_buffer.Length];
        "op-"u8.CopyTo(id);
        _buffer.AsSpan(0, _prefix).CopyTo(id.AsSpan("op-"u8.Length));
        var at = "op-"u8.Length + _prefix;
        if (msgId.Length > MostText || !Utf8.IsValid(msgId))
        {
            Utf8Formatter.TryFormat(Hash64.Of(msgId), id.AsSpan(at), out var written, new System.Buffers.StandardFormat('x', 16));
            return id.AsSpan(0, at + written);
        }

        msgId.CopyTo(id.AsSpan(at));
        return id.AsSpan(0, at + msgId.Length);
    }

    private void Words(ref int at, ReadOnlySpan<byte> text)
    {
        if (text.Length > MostText || !Utf8.IsValid(text))
        {
            Hex(ref at, Hash64.Of(text));
            return;
        }

        text.CopyTo(_buffer.AsSpan(at));
        at += text.Length;
    }

    private void Number(ref int at, long number)
    {
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(at), out var written);
        at += written;
    }

    private void Hex(ref int at, ulong value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(at), out var written, new System.Buffers.StandardFormat('x', 16));
        at += written;
    }
}
