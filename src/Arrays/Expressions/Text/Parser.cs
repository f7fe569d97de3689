using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>
/// Reads an expression by operator precedence. What is still open (operators that wait for their right
/// operand, parentheses, calls) is on a stack of its own, so that no text can exhaust the thread's.
/// </summary>
internal sealed class Parser(string text)
{
    // Parentheses and calls are not operators: nothing reaches past them.
    private const int Barrier = 0;

    // An operator and a parenthesis for each operation of the deepest tree.
    private const int MaxOpen = 2 * ArrayExpression.MaxDepth;

    private readonly Lexer _lexer = new(text);
    private readonly Stack<ArrayExpression> _operands = [];
    private readonly Stack<Open> _open = [];
    private Token _token;

    /// <summary>Parses the whole text.</summary>
    /// <exception cref="ComputeException">
    /// The text is not an expression (<see cref="ErrorKind.InvalidExpression"/>), or calls an unknown
    /// function (<see cref="ErrorKind.UnknownName"/>).
    /// </exception>
    public ArrayExpression Parse()
    {
        Advance();
        if (_token.Kind == TokenKind.End)
        {
            throw new ComputeException(
                ErrorKind.InvalidExpression, "the expression is empty: write one such as 2*x + 1");
        }

        do ReadOperand();
        while (ReadOperator());
        return _operands.Pop();
    }

    private void Advance() => _token = _lexer.Next();

    // Everything up to the end of an operand: prefix operators and opening parentheses stay open before it.
    private void ReadOperand()
    {
        while (true)
        {
            Token token = _token;
            switch (token.Kind)
            {
                case TokenKind.Number:
                    ReadNumber();
                    return;
                case TokenKind.Name:
                    if (ReadName()) return;
                    break;
                case TokenKind.LeftParenthesis:
                    Push(new Open(token, Barrier));
                    Advance();
                    break;
                case TokenKind.Symbol when FunctionTable.FindPrefix(token.Text) is { } prefix:
                    Push(new Open(token, prefix.Precedence, prefix));
                    Advance();
                    break;
                default:
                    throw Unexpected("a number, a name or (");
            }
        }
    }

    // The rest of an operand and the operator or comma after it; false at the end of the text.
    private bool ReadOperator()
    {
        while (_token.Kind == TokenKind.RightParenthesis)
        {
            CloseParenthesis();
            Advance();
        }

        switch (_token.Kind)
        {
            case TokenKind.End:
                ReduceTo(Barrier + 1);
                if (!_open.TryPeek(out Open open)) return false;
                throw SyntaxError.At(text, open.Token.Start, "a parenthesis is not closed: add )");
            case TokenKind.Comma:
                ReadComma();
                return true;
            case TokenKind.Symbol when FunctionTable.FindInfix(_token.Text) is { } infix:
                ReadInfix(infix);
                return true;
            default:
                throw Unexpected("an operator or the end");
        }
    }

    private void ReadNumber()
    {
        Token token = _token;
        Advance();

        // The least int64 has no positive counterpart, so its minus is part of the number; unless a power,
        // which binds tighter than the minus, is to be taken.
        bool isMinimum = NumberText.Digits(token) == NumberText.NegatedMinimum
            && _open.TryPeek(out Open minus) && minus.Function?.Function == Function.Negative
            && _token.Text != FunctionTable.Describe(Function.Power).Symbol;
        if (isMinimum) _open.Pop();
        Scalar value = isMinimum ? Scalar.Of(long.MinValue) : NumberText.Read(text, token);
        _operands.Push(new ArrayExpression.Constant(value, IsWeak: true));
    }

    // True after a constant or a variable, false after the opening of a call.
    private bool ReadName()
    {
        Token name = _token;
        bool isNumPy = name.Text is "np" or "numpy" && _lexer.TryTake('.');
        Advance();
        if (isNumPy)
        {
            if (_token.Kind != TokenKind.Name) throw Unexpected("the name of a function of NumPy");
            name = _token;
            Advance();
        }

        if (ForeignSyntax.Hint(name.Text) is { } hint) throw SyntaxError.At(text, name.Start, hint);
        if (_token.Kind == TokenKind.LeftParenthesis)
        {
            OpenCall(name);
            return false;
        }

        if (NamedConstants.TryFind(name.Text, out Scalar value))
        {
            _operands.Push(new ArrayExpression.Constant(value, IsWeak: true));
            return true;
        }

        if (isNumPy) throw UnknownName(name, "a constant or function of NumPy in this language");
        _operands.Push(new ArrayExpression.Variable(name.Text));
        return true;
    }

    private void OpenCall(Token name)
    {
        FunctionDescription function = FunctionTable.Find(name.Text) ?? throw UnknownName(name, "a function");
        Push(new Open(name, Barrier, function, IsCall: true, Arguments: 1));
        Advance();
        if (_token.Kind == TokenKind.RightParenthesis) throw WrongArity(name, function, 0);
    }

    private void CloseParenthesis()
    {
        ReduceTo(Barrier + 1);
        if (!_open.TryPop(out Open open))
        {
            throw SyntaxError.At(text, _token.Start, "a parenthesis was not opened: leave ) out");
        }

        if (!open.IsCall) return;
        FunctionDescription function = open.Function!;
        if (open.Arguments != function.Arity) throw WrongArity(open.Token, function, open.Arguments);
        Apply(function);
    }

    private void ReadComma()
    {
        ReduceTo(Barrier + 1);
        if (!_open.TryPop(out Open open) || !open.IsCall)
        {
            throw SyntaxError.At(text, _token.Start, "only arguments of a function have commas between them");
        }

        _open.Push(open with { Arguments = open.Arguments + 1 });
        Advance();
    }

    private void ReadInfix(FunctionDescription infix)
    {
        bool isRightAssociative = infix.Form == OperatorForm.RightAssociative;
        ReduceTo(isRightAssociative ? infix.Precedence + 1 : infix.Precedence, infix);
        Push(new Open(_token, infix.Precedence, infix));
        Advance();
    }

    // Applies the open operators that bind at least as tightly as a precedence.
    private void ReduceTo(int precedence, FunctionDescription? next = null)
    {
        while (_open.TryPeek(out Open open) && open.Precedence >= precedence)
        {
            bool isChain = next?.Precedence == FunctionTable.ComparisonPrecedence
                && open.Precedence == FunctionTable.ComparisonPrecedence;
            if (isChain)
            {
                throw SyntaxError.At(
                    text,
                    _token.Start,
                    "comparisons are not chained, and & and | bind tighter: write (a < b) & (b < c)");
            }

            _open.Pop();
            Apply(open.Function!);
        }
    }

    private void Apply(FunctionDescription function)
    {
        ArrayExpression[] arguments = new ArrayExpression[function.Arity];
        for (int i = arguments.Length - 1; i >= 0; i--) arguments[i] = _operands.Pop();
        _operands.Push(new ArrayExpression.Operation(function.Function, arguments));
    }

    private void Push(Open open)
    {
        if (_open.Count >= MaxOpen)
        {
            throw SyntaxError.At(
                text,
                open.Token.Start,
                $"over {MaxOpen} operators and parentheses nest too deep: compute a part of it first");
        }

        _open.Push(open);
    }

    private ComputeException Unexpected(string expected)
    {
        string sentence = ForeignSyntax.Hint(_token.Text) ?? $"{expected} should stand here, not {_token}";
        return SyntaxError.At(text, _token.Start, sentence);
    }

    private ComputeException WrongArity(Token name, FunctionDescription function, int count) =>
        SyntaxError.At(text, name.Start, FunctionTable.ArityMessage(name.Text, function.Arity, count));

    private ComputeException UnknownName(Token name, string what)
    {
        IEnumerable<string> candidates = FunctionTable.CallableNames.Concat(NamedConstants.Names);
        string advice = ReductionNames.IsReduction(name.Text)
            ? "it is a reduction, which is asked for beside the expression"
            : NearestName.Suggest(name.Text, candidates, "functions are NumPy's, such as exp or where");
        return SyntaxError.At(
            text, name.Start, $"{Excerpt.Quote(name.Text)} is not {what}: {advice}", ErrorKind.UnknownName);
    }

    /// <summary>An operator that waits for its right operand, or a parenthesis or call that is not
    /// closed.</summary>
    private readonly record struct Open(
        Token Token,
        int Precedence,
        FunctionDescription? Function = null,
        bool IsCall = false,
        int Arguments = 0);
}
