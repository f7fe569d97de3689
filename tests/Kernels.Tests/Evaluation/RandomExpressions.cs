using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using static ActorCompute.Kernels.Tests.Evaluation.Typed;

namespace ActorCompute.Kernels.Tests.Evaluation;

/// <summary>
/// Random typed expressions over given inputs, and the value of one for one element at a time.
/// </summary>
internal sealed class RandomExpressions(Random random, DType[] inputTypes)
{
    private static readonly DType[] AllTypes = Enum.GetValues<DType>();

    private static readonly Dictionary<(DType Argument, DType Result), List<Function>> Functions =
        FindFunctions();

    private readonly List<TypedExpression> _made = [];

    public TypedExpression Next(DType type, int depth)
    {
        // Now and then a tree that exists already, so that there are common subexpressions.
        if (random.Next(6) == 0 && _made.Find(made => made.Type == type) is { } common) return common;
        TypedExpression expression = depth == 0 ? Leaf(type) : Node(type, depth);
        _made.Insert(random.Next(_made.Count + 1), expression);
        return expression;
    }

    /// <summary>The value for the elements given; null where a kernel fails.</summary>
    public static unsafe Scalar? ValueOf(TypedExpression expression, Scalar[] inputs)
    {
        switch (expression)
        {
            case TypedExpression.Constant constant:
                return constant.Value;
            case TypedExpression.Variable variable:
                return inputs[variable.Input];
            case TypedExpression.Cast cast:
                return Invoke(
                    ElementKernels.FindCast(cast.Argument.Type, cast.Type),
                    cast.Type,
                    inputs,
                    [cast.Argument]);
            case TypedExpression.Operation operation:
                ElementKernel kernel = ElementKernels.Find(operation.Function, operation.Arguments[^1].Type);
                return Invoke(kernel, operation.Type, inputs, operation.Arguments);
            default:
                throw new ArgumentException("not made here", nameof(expression));
        }
    }

    private static unsafe Scalar? Invoke(
        ElementKernel kernel, DType resultType, Scalar[] inputs, IReadOnlyList<TypedExpression> arguments)
    {
        long* elements = stackalloc long[3];
        void** pointers = stackalloc void*[3];
        for (int place = 0; place < arguments.Count; place++)
        {
            if (ValueOf(arguments[place], inputs) is not { } value) return null;
            elements[place] = value.Bits;
            pointers[place] = elements + place;
        }

        long result = 0;
        if (kernel.Run(pointers, &result, 1) >= 0) return null;
        return new Scalar(resultType, resultType == DType.Int32 ? (int)result : result);
    }

    private static Dictionary<(DType Argument, DType Result), List<Function>> FindFunctions()
    {
        Dictionary<(DType Argument, DType Result), List<Function>> functions = [];
        foreach (Function function in Enum.GetValues<Function>())
        {
            foreach (DType type in AllTypes)
            {
                if (function is Function.Positive or Function.Clip || !IsDefined(function, type)) continue;
                DType result = Call(function, Input(0, type)).Type;
                if (!functions.ContainsKey((type, result))) functions.Add((type, result), []);
                functions[(type, result)].Add(function);
            }
        }

        return functions;
    }

    private static bool IsDefined(Function function, DType type)
    {
        try
        {
            ElementKernels.Find(function, type);
            return true;
        }
        catch (ComputeException)
        {
            return false;
        }
    }

    private static int ArityOf(Function function) => function switch
    {
        Function.Where => 3,
        Function.QuotientChecked or Function.RemainderChecked => 2,
        Function.AbsoluteChecked => 1,
        _ => function < Function.Add ? 1 : 2,
    };

    private TypedExpression Leaf(DType type)
    {
        int[] places = [.. Enumerable.Range(0, inputTypes.Length).Where(place => inputTypes[place] == type)];
        if (places.Length > 0 && random.Next(4) > 0) return Input(places[random.Next(places.Length)], type);
        Scalar value = type.IsFloat()
            ? Scalar.Of((random.NextDouble() * 6) - 3)
            : Scalar.Of((long)random.Next(-3, 9));
        return new TypedExpression.Constant(value.ConvertTo(type));
    }

    private TypedExpression Node(DType type, int depth)
    {
        if (random.Next(5) == 0)
        {
            DType from = AllTypes[random.Next(AllTypes.Length)];
            if (from != type) return Cast(Next(from, depth - 1), type);
        }

        DType argument = type == DType.Bool ? AllTypes[random.Next(AllTypes.Length)] : type;
        List<Function> functions = Functions[(argument, type)];
        Function function = functions[random.Next(functions.Count)];
        TypedExpression[] arguments = new TypedExpression[ArityOf(function)];
        for (int place = 0; place < arguments.Length; place++)
        {
            bool isCondition = function == Function.Where && place == 0;
            arguments[place] = Next(isCondition ? DType.Bool : argument, depth - 1);
        }

        return Call(function, arguments);
    }
}
