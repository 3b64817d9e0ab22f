using System.Collections;
using System.ComponentModel;
using System.Reflection;
using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>
/// A section of the configuration as its options type describes it: which keys there are, and what they take. Lists and dictionaries
/// take any key; a section without a type takes anything.
/// </summary>
internal sealed class KnownSettings(string name, Type? type)
{
    public string Name { get; } = name;

    /// <summary>What <paramref name="path"/> (below this section) with <paramref name="value"/> gets wrong; null when nothing.</summary>
    public string? Mistake(string[] path, string? value)
    {
        var at = type;
        var read = Name;
        for (var i = 0; i < path.Length && at is not null; i++)
        {
            if (IsOpen(at, out var element))
            {
                at = element;
            }
            else
            {
                var properties = Settings(at);
                var property = properties.FirstOrDefault(candidate => string.Equals(candidate.Name, path[i], StringComparison.OrdinalIgnoreCase));
                if (property is null)
                {
                    return $"{read}:{path[i]} is no setting; the nearest is {read}:{EditDistance.Nearest(path[i], properties.Select(p => p.Name))}.";
                }

                at = property.PropertyType;
            }

            read += ":" + path[i];
        }

        return at is null || value is null ? null : WrongType(read, at, value);
    }

    /// <summary>Every setting's path and property, leaves only, for documentation.</summary>
    public IEnumerable<(string Path, PropertyInfo Property)> Leaves() => type is null ? [] : Leaves(Name, type);

    private static IEnumerable<(string Path, PropertyInfo Property)> Leaves(string path, Type type)
        => Settings(type).Select(property => ($"{path}:{property.Name}", property));

    private static List<PropertyInfo> Settings(Type type)
        => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite || typeof(IEnumerable).IsAssignableFrom(p.PropertyType))];

    private static string? WrongType(string path, Type type, string value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsOpen(type, out _))
        {
            // Not repeated: in the place of a list of properties it may be a password.
            return value.Length == 0 ? null : $"{path} takes several values: {path}:0, {path}:1, or names below it; not one.";
        }

        return IsReadable(type, value) ? null : $"{path} is '{value}', but must be {Expected(type)}.";
    }

    // As the binder reads it: the names of an enum in any case.
    private static bool IsReadable(Type type, string value)
    {
        if (type.IsEnum)
        {
            return Enum.TryParse(type, value, ignoreCase: true, out var read) && Enum.IsDefined(type, read);
        }

        var converter = TypeDescriptor.GetConverter(type);
        return !converter.CanConvertFrom(typeof(string)) || converter.IsValid(value);
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a time such as 00:00:30 (hours:minutes:seconds)",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(Uri) => "a URL",
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ => type.Name,
    };

    private static bool IsOpen(Type type, out Type? element)
    {
        element = null;
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type))
        {
            return false;
        }

        element = type.IsArray ? type.GetElementType() : type.GetGenericArguments().LastOrDefault();
        return true;
    }
}
