using System.ComponentModel;
using System.Globalization;

namespace DouyinIngest.Pipeline.Assignments;

/// <summary>Lets the configuration name a room by a text alone.</summary>
internal sealed class RoomEntryConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType)
        => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
        => value is string room ? new RoomEntry { Room = room } : base.ConvertFrom(context, culture, value);
}
