using System.Reflection;
using ActorCompute.Arrays;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Values;

/// <summary>
/// Records, tuples, and other classes and structs whose state is their public members: the members one behind
/// the other, first those that the constructor takes.
/// </summary>
internal sealed class RecordCodec : ValueCodec
{
    private readonly Type _type;
    private readonly ConstructorInfo? _constructor;
    private RecordMember[] _members = [];

    public RecordCodec(Type type, ConstructorInfo? constructor)
    {
        _type = type;
        _constructor = constructor;
    }

    // A struct cannot be within itself but by way of an array or a class, which do not ask for this.
    public override int LeastBytes => _type.IsValueType ? _members.Sum(member => member.Codec.LeastBytes) : 1;

    /// <summary>Gives the members: last, since a record may be within itself.</summary>
    public void Complete(RecordMember[] members) => _members = members;

    /// <summary>A value of another type than the one it is declared as.</summary>
    public static ComputeException Polymorphic(Type actual, Type declared) => new(
        ErrorKind.UnsupportedType,
        $"a {actual} stands where {declared} is declared, and derived types do not travel: "
        + "declare the type itself");

    public override void Write(ValueWriter writer, object? value)
    {
        if (!_type.IsValueType) writer.WriteFlag(value is not null);
        if (value is null) return;
        if (value.GetType() != _type) throw Polymorphic(value.GetType(), _type);
        writer.Enter();
        foreach (RecordMember member in _members) member.Codec.Write(writer, member.Get(value));
        writer.Leave();
    }

    public override object? Read(ref ValueReader reader)
    {
        if (!_type.IsValueType && !reader.ReadFlag()) return null;
        reader.Enter();
        int taken = _constructor?.GetParameters().Length ?? 0;
        object?[] arguments = new object?[taken];
        for (int place = 0; place < taken; place++) arguments[place] = _members[place].Codec.Read(ref reader);
        object value = Make(arguments);
        foreach (RecordMember member in _members[taken..]) member.Set(value, member.Codec.Read(ref reader));
        reader.Leave();
        return value;
    }

    private object Make(object?[] arguments)
    {
        try
        {
            return _constructor is null ? Activator.CreateInstance(_type)! : _constructor.Invoke(arguments);
        }
        catch (TargetInvocationException error)
        {
            throw new WireException($"{_type} cannot be made of what came: {error.InnerException!.Message}");
        }
    }
}

/// <summary>A public property or field of a record.</summary>
/// <param name="Member">The property or field.</param>
/// <param name="Codec">How its value travels.</param>
internal sealed record RecordMember(MemberInfo Member, ValueCodec Codec)
{
    public object? Get(object record) => Member switch
    {
        PropertyInfo property => property.GetValue(record),
        _ => ((FieldInfo)Member).GetValue(record),
    };

    public void Set(object record, object? value)
    {
        if (Member is PropertyInfo property) property.SetValue(record, value);
        else ((FieldInfo)Member).SetValue(record, value);
    }
}
