#!/usr/bin/env python3
"""Something"""
import numpy as np


def matrix_power(a, n):
    """power"""
    return a ** n
